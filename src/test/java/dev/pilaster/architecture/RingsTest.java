package dev.pilaster.architecture;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestTemplate;

/**
 * The inner rings (units, golden folders, simulations) touch nothing real: no socket, no process,
 * no git, no database, no directory. Whatever does is tagged {@code outer}.
 */
@Tag("outer")
final class RingsTest {
  private static final List<String> REAL =
      List.of(
          "com.github.tomakehurst.",
          "com.sun.net.httpserver.",
          "org.apache.sshd.",
          "org.eclipse.jgit.",
          "java.net.ServerSocket",
          "java.net.http.HttpClient",
          "java.nio.channels.ServerSocketChannel",
          "java.nio.channels.SocketChannel",
          "java.lang.ProcessBuilder",
          "dev.pilaster.agent.Loop",
          "dev.pilaster.host.Command",
          "dev.pilaster.agent.MemoryStore",
          "dev.pilaster.agent.Store",
          "dev.pilaster.git.",
          "org.junit.jupiter.api.io.TempDir");

  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
          .importPackages("dev.pilaster");

  @Test
  void theInnerOnesTouchNothingReal() {
    var real = new TreeSet<String>();
    for (var type : TESTS) {
      if (hasTests(type) && !type.isAnnotatedWith(Tag.class)) {
        touched(type).forEach(t -> real.add(type.getName() + " touches " + t));
      }
    }
    assertThat(real).isEmpty();
  }

  /** Those with engines are integration tests, and run apart. */
  private static boolean hasTests(JavaClass type) {
    return type.getSimpleName().endsWith("Test")
        && type.getAllMethods().stream()
            .anyMatch(
                m ->
                    Stream.of(Test.class, TestFactory.class, TestTemplate.class)
                        .anyMatch(m::isMetaAnnotatedWith));
  }

  /** What a test and the test classes that it uses name of the real parts. */
  private static Set<String> touched(JavaClass test) {
    var seen = new TreeSet<>(Set.of(test.getName()));
    var todo = new ArrayDeque<>(List.of(test));
    var real = new TreeSet<String>();
    while (!todo.isEmpty()) {
      for (var target : targets(todo.remove())) {
        REAL.stream().filter(target.getName()::startsWith).forEach(real::add);
        if (TESTS.contain(target.getName()) && seen.add(target.getName())) {
          todo.add(target);
        }
      }
    }
    return real;
  }

  private static Set<JavaClass> targets(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(Dependency::getTargetClass)
        .map(JavaClass::getBaseComponentType)
        .collect(toSet());
  }
}
