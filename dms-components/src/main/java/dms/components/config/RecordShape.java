package dms.components.config;

import dms.components.setting.Setting;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The components of a bindable record, and the way into and out of it. */
final class RecordShape {
  private final Class<? extends Record> type;

  /** The shape of a record, all of whose components must carry {@link Setting}. */
  RecordShape(Class<? extends Record> type) {
    this.type = type;
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getAnnotation(Setting.class) == null) {
        throw new IllegalArgumentException(
            name(component) + ": expected the annotation @Setting with its documentation");
      }
      if (component.getType() == Optional.class && !setting(component).orElse().isEmpty()) {
        throw new IllegalArgumentException(
            name(component) + ": an Optional has no orElse; it is empty where the key is absent");
      }
    }
  }

  List<RecordComponent> components() {
    return List.of(type.getRecordComponents());
  }

  List<String> keys() {
    return components().stream().map(RecordComponent::getName).toList();
  }

  String name(RecordComponent component) {
    return type.getSimpleName() + "." + component.getName();
  }

  static Setting setting(RecordComponent component) {
    return component.getAnnotation(Setting.class);
  }

  /**
   * Calls the canonical constructor.
   *
   * @throws IllegalArgumentException if the record refuses the values
   */
  Record create(List<Object> values) {
    Class<?>[] types = components().stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      throw unchecked(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot call the constructor of " + type.getName(), e);
    }
  }

  /** The value of a component of a record of this shape. */
  Object valueOf(Record bound, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(bound);
    } catch (InvocationTargetException e) {
      throw unchecked(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + name(component), e);
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(cause);
  }

  /** How an enum constant is written in a configuration. */
  static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All constants of an enum as they are written in a configuration. */
  static List<String> written(Class<?> enumeration) {
    return Arrays.stream(enumeration.getEnumConstants())
        .map(constant -> written((Enum<?>) constant))
        .toList();
  }
}
