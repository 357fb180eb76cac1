package dev.pilaster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long files and methods are; a method counts from its first line to its last. */
@Tag("outer")
class SizeTest {
  private static final Path SOURCES = Path.of("src/main/java");

  private static final SortedMap<String, Integer> FILES = new TreeMap<>();
  private static final SortedMap<String, Integer> METHODS = new TreeMap<>();

  @BeforeAll
  static void measure() throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var paths = Files.walk(SOURCES);
        var files = compiler.getStandardFileManager(null, null, null)) {
      var sources = paths.filter(p -> p.toString().endsWith(".java")).toList();
      for (var source : sources) {
        FILES.put(SOURCES.relativize(source).toString(), Files.readAllLines(source).size());
      }
      var units = files.getJavaFileObjectsFromPaths(sources);
      var task = (JavacTask) compiler.getTask(null, files, null, List.of(), null, units);
      for (var unit : task.parse()) {
        new Methods(Trees.instance(task), unit).scan(unit, null);
      }
    }
  }

  @Test
  void noFileIsLongerThan300Lines() {
    assertThat(longer(FILES, 300)).isEmpty();
  }

  @Test
  void noTestIsLongerThan300Lines() throws IOException {
    var tests = new TreeMap<String, Integer>();
    try (var paths = Files.walk(Path.of("src/test/java"))) {
      for (var path : paths.filter(p -> p.toString().endsWith(".java")).toList()) {
        tests.put(path.toString(), Files.readAllLines(path).size());
      }
    }
    assertThat(tests).hasSizeGreaterThan(100);
    assertThat(longer(tests, 300)).isEmpty();
  }

  @Test
  void halfOfTheFilesHaveAtMost100Lines() {
    assertThat(median(FILES)).isLessThanOrEqualTo(100);
  }

  @Test
  void noMethodIsLongerThan40Lines() {
    assertThat(longer(METHODS, 40)).isEmpty();
  }

  @Test
  void halfOfTheMethodsHaveAtMost10Lines() {
    assertThat(median(METHODS)).isLessThanOrEqualTo(10);
  }

  @Test
  void theTurnIsReadAtOnce() {
    assertThat(METHODS)
        .hasEntrySatisfying(
            "dev/pilaster/agent/Agent.java turn", lines -> assertThat(lines).isBetween(2, 20));
  }

  private static SortedMap<String, Integer> longer(SortedMap<String, Integer> sizes, int most) {
    var longer = new TreeMap<>(sizes);
    longer.values().removeIf(lines -> lines <= most);
    return longer;
  }

  private static int median(SortedMap<String, Integer> sizes) {
    assertThat(sizes).hasSizeGreaterThan(100);
    return sizes.values().stream().sorted().toList().get(sizes.size() / 2);
  }

  /** Notes the length of every method that has a body, the longest of those with one name. */
  private static final class Methods extends TreePathScanner<Void, Void> {
    private final Trees trees;
    private final CompilationUnitTree unit;
    private final LineMap lines;
    private final String file;

    Methods(Trees trees, CompilationUnitTree unit) {
      this.trees = trees;
      this.unit = unit;
      this.lines = unit.getLineMap();
      this.file = SOURCES.relativize(Path.of(unit.getSourceFile().getName())).toString();
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      if (method.getBody() != null) {
        var positions = trees.getSourcePositions();
        var first = lines.getLineNumber(positions.getStartPosition(unit, method));
        var last = lines.getLineNumber(positions.getEndPosition(unit, method));
        METHODS.merge(file + " " + method.getName(), (int) (last - first + 1), Math::max);
      }
      return super.visitMethod(method, null);
    }
  }
}
