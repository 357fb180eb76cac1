package dev.pilaster.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import java.util.Set;

/** Calls that read a clock which was not given. */
final class Clocks {
  private static final Set<String> CLOCKS =
      Set.of(
          "java.time.Clock",
          "java.time.Instant",
          "java.time.InstantSource",
          "java.time.LocalDate",
          "java.time.LocalDateTime",
          "java.time.LocalTime",
          "java.time.OffsetDateTime",
          "java.time.ZonedDateTime");

  private Clocks() {}

  static DescribedPredicate<JavaCall<?>> areRead() {
    return describe(
        "a clock is read",
        call -> {
          var owner = call.getTargetOwner().getName();
          var method = call.getName();
          var timeOfDay = method.equals("now") || method.startsWith("system");
          return (CLOCKS.contains(owner) && timeOfDay && fromNowhere(call.getTarget()))
              || (owner.equals("java.lang.System")
                  && Set.of("currentTimeMillis", "nanoTime").contains(method));
        });
  }

  /** {@code Instant.now(clock)} reads the clock that it is given. */
  private static boolean fromNowhere(CodeUnitCallTarget target) {
    return target.getRawParameterTypes().stream()
        .noneMatch(p -> p.isAssignableTo("java.time.InstantSource"));
  }
}
