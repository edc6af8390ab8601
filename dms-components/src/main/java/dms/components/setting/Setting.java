package dms.components.setting;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a record component that {@link dms.components.config.RecordBinder} fills from a
 * configuration key.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** What the setting does, for a reader who chooses its value. */
  String doc();

  /**
   * The value of an absent key, as HOCON text: {@code 0.33}, {@code [a, b]}, {@code {}}. Empty
   * means that the key is mandatory (an empty string as default is written {@code "\"\""}).
   */
  String orElse() default "";

  /** The unit of the value, such as {@code epochs} or {@code characters}; empty if it has none. */
  String unit() default "";

  /**
   * Whether a trained component can go on with another value, as in fine-tuning: neither the shapes
   * of its parameters nor the files it keeps depend on it, nor what the numbers in them mean. Such
   * are dropout, the weight of a loss, or a limit of what is tried.
   */
  boolean changeable() default false;
}
