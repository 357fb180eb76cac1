package dev.pilaster.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may know whom. A dependency that is new and right is one more word in a table here. */
@Tag("outer")
class ArchitectureTest {
  private static final JavaClasses PILASTER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.pilaster");

  /** Every package and the packages of ours that it may know, in the order of the data. */
  private static final Map<String, Set<String>> KNOWS =
      Map.ofEntries(
          Map.entry("model", Set.of()),
          Map.entry("git", Set.of("model")),
          Map.entry("pillar", Set.of("model")),
          Map.entry("secrets", Set.of("model")),
          Map.entry("render", Set.of("model")),
          Map.entry("plan", Set.of("model", "render")),
          Map.entry("preview", Set.of("model", "pillar", "secrets", "plan")),
          Map.entry("host", Set.of("model")),
          Map.entry("apply", Set.of("model")),
          Map.entry("agent", Set.of("model", "git", "pillar", "secrets", "plan", "host", "apply")),
          Map.entry("api", Set.of("model", "agent")),
          Map.entry("notify", Set.of("model", "agent")),
          Map.entry(
              "cli",
              Set.of(
                  "model", "git", "pillar", "secrets", "render", "plan", "preview", "host", "agent",
                  "api", "notify")));

  /** Every library's root package and its homes (docs/decisions/0005-libraries.md). */
  private static final Map<String, Set<String>> HOMES =
      Map.ofEntries(
          Map.entry("org.eclipse.jgit", Set.of("git")),
          Map.entry("org.apache.sshd", Set.of("git")),
          Map.entry("io.github.resilience4j", Set.of("git", "notify")),
          Map.entry("com.github.dockerjava", Set.of("host")),
          Map.entry("com.exceptionfactory.jagged", Set.of("secrets")),
          Map.entry("com.google.re2j", Set.of("secrets")),
          Map.entry("org.yaml.snakeyaml", Set.of("secrets")),
          Map.entry("io.pebbletemplates", Set.of("render")),
          Map.entry("java.sql", Set.of("agent")),
          Map.entry("io.javalin", Set.of("api")),
          Map.entry("jakarta.servlet", Set.of("api")),
          Map.entry("org.eclipse.jetty", Set.of("api")),
          Map.entry("io.prometheus", Set.of("api")),
          Map.entry("picocli", Set.of("cli")),
          Map.entry("com.fasterxml.jackson.dataformat.yaml", Set.of("pillar")),
          Map.entry(
              "com.fasterxml.jackson.core", Set.of("pillar", "host", "agent", "api", "notify")),
          Map.entry(
              "com.fasterxml.jackson.databind", Set.of("host", "agent", "api", "notify", "cli")),
          Map.entry("com.fasterxml.jackson.datatype", Set.of("agent")),
          Map.entry("org.slf4j", Set.of("git", "host", "agent", "notify", "api", "cli")));

  private static final String[] PURE = {
    "dev.pilaster.model..",
    "dev.pilaster.pillar..",
    "dev.pilaster.secrets..",
    "dev.pilaster.render..",
    "dev.pilaster.plan..",
    "dev.pilaster.preview.."
  };

  /** What a pure package may use of {@code java.io} and {@code java.nio}: memory and values. */
  private static final Set<String> IN_MEMORY =
      Set.of(
          "java.io.BufferedReader",
          "java.io.ByteArrayInputStream",
          "java.io.ByteArrayOutputStream",
          "java.io.IOException",
          "java.io.InputStream",
          "java.io.Reader",
          "java.io.Serializable",
          "java.io.StringReader",
          "java.io.StringWriter",
          "java.io.UncheckedIOException",
          "java.io.Writer",
          "java.nio.Buffer",
          "java.nio.ByteBuffer",
          "java.nio.CharBuffer",
          "java.nio.channels.Channels",
          "java.nio.file.Path",
          "java.nio.channels.ReadableByteChannel");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.pilaster.(*)..").should().beFreeOfCycles().check(PILASTER);
  }

  @Test
  void everyPackageIsInTheTable() {
    var packages = new TreeMap<String, JavaClass>();
    PILASTER.forEach(c -> packages.put(part(c), c));
    assertThat(KNOWS.keySet()).containsAll(packages.keySet());
  }

  @Test
  void aPackageKnowsOnlyWhomTheTableNames() {
    KNOWS.forEach(
        (name, known) ->
            noClasses()
                .that()
                .resideInAPackage(ours(name))
                .should()
                .dependOnClassesThat(
                    resideInAnyPackage("dev.pilaster..")
                        .and(resideOutsideOfPackages(ours(name)))
                        .and(resideOutsideOfPackages(ours(known))))
                .allowEmptyShould(true)
                .check(PILASTER));
  }

  @Test
  void aLibraryIsKnownOnlyAtHome() {
    HOMES.forEach(
        (library, homes) ->
            noClasses()
                .that()
                .resideOutsideOfPackages(ours(homes))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library + "..")
                .check(PILASTER));
  }

  @Test
  void everyLibraryHasAHome() {
    var known = HOMES.keySet().stream().map(l -> l + "..");
    var all =
        Stream.concat(
            known,
            Stream.of(
                "dev.pilaster..", "java..", "javax.crypto..", "javax.net.ssl..", "org.jspecify.."));
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(all.toArray(String[]::new)).or(anArrayOfPrimitives()))
        .check(PILASTER);
  }

  @Test
  void pureCodeReadsNoFileAndAsksNobody() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.io..", "java.nio", "java.nio.file..", "java.nio.channels..", "java.net..")
                .and(describe("reach outside of memory", c -> !IN_MEMORY.contains(c.getName()))))
        .check(PILASTER);
  }

  @Test
  void pureCodeStartsNothing() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.(Thread|Runtime|Process.*)")
        .orShould()
        .dependOnClassesThat(
            resideInAnyPackage("java.util.concurrent..")
                .and(not(simpleName("ConcurrentHashMap")))
                .as("run something elsewhere"))
        .check(PILASTER);
  }

  @Test
  void pureCodePrintsNothing() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "java.util.logging..")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(PILASTER);
  }

  @Test
  void timeAndChanceAreArgumentsOfPureCode() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethodWhere(Clocks.areRead())
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(Random|Timer)|java\\.security\\.SecureRandom")
        .orShould()
        .callConstructor(Date.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod("java.util.UUID", "randomUUID")
        .check(PILASTER);
  }

  @Test
  void pureCodeReadsNoSettingsOfTheProcess() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethodWhere(
            describe(
                "System is asked for settings",
                call ->
                    call.getTargetOwner().isEquivalentTo(System.class)
                        && Set.of("getenv", "getProperty", "getProperties")
                            .contains(call.getName())))
        .check(PILASTER);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(PILASTER.getPackage("dev.pilaster").getSubpackages())
        .isNotEmpty()
        .allMatch(p -> p.isAnnotatedWith("org.jspecify.annotations.NullMarked"), "is @NullMarked");
  }

  @Test
  void noNameIsEmpty() {
    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Handler|Processor)")
        .check(PILASTER);
  }

  private static DescribedPredicate<JavaClass> anArrayOfPrimitives() {
    return describe("primitive", c -> c.getBaseComponentType().isPrimitive());
  }

  private static String part(JavaClass type) {
    return type.getPackageName().split("\\.", 4)[2];
  }

  private static String ours(String name) {
    return "dev.pilaster." + name + "..";
  }

  private static String[] ours(Set<String> names) {
    return names.isEmpty()
        ? new String[] {"no.package.at.all"}
        : names.stream().map(ArchitectureTest::ours).toArray(String[]::new);
  }
}
