package dev.pilaster.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ListenersTest {
  private final List<String> heard = new ArrayList<>();

  private static Stream<Method> events() {
    return Arrays.stream(Events.class.getMethods());
  }

  /** One that breaks at everything, or writes down what it hears. */
  private Events one(boolean broken) {
    return (Events)
        Proxy.newProxyInstance(
            Events.class.getClassLoader(),
            new Class<?>[] {Events.class},
            (proxy, method, arguments) -> {
              if (broken) {
                throw new IllegalStateException("a fault");
              }
              heard.add(method.getName());
              return null;
            });
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventReachesTheNextListenerThoughOneBreaks(Method event) {
    var listeners = new Listeners(List.of(one(true), one(false)));
    var arguments = Arrays.stream(event.getParameterTypes()).map(ListenersTest::nothing).toArray();
    assertThatCode(() -> event.invoke(listeners, arguments)).doesNotThrowAnyException();
    assertThat(heard).containsExactly(event.getName());
  }

  private static Object nothing(Class<?> type) {
    return type == boolean.class ? (Object) false : null;
  }
}
