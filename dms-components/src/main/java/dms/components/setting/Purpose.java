package dms.components.setting;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says in one line what a component is for, to somebody who chooses components for a configuration:
 * {@code chooses one tag per token}. Stands on the component's class; lists of component types show
 * it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Purpose {
  /** The line: begins in lower case and has no full stop. */
  String value();
}
