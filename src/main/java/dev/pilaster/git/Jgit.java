package dev.pilaster.git;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/** Process-wide settings of jgit: nobody's git configuration counts, and its caches are small. */
final class Jgit {
  static {
    SystemReader.setInstance(new Isolated(SystemReader.getInstance()));
    var cache = new WindowCacheConfig();
    cache.setPackedGitMMAP(false);
    cache.setPackedGitLimit(4L * WindowCacheConfig.MB);
    cache.setDeltaBaseCacheLimit(2 * WindowCacheConfig.MB);
    cache.setStreamFileThreshold(4 * WindowCacheConfig.MB);
    cache.setPackedGitOpenFiles(32);
    cache.setExposeStatsViaJmx(false);
    cache.install();
  }

  private Jgit() {}

  /** Makes the settings hold; each further call does nothing. */
  static void ready() {}

  /** Reads neither git's environment nor anybody's configuration, and writes none. */
  private static final class Isolated extends SystemReader.Delegate {
    Isolated(SystemReader system) {
      super(system);
    }

    @Override
    public @Nullable String getenv(String variable) {
      return variable.startsWith("GIT_") ? null : super.getenv(variable);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
      return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
      return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
      return new Nothing(parent, fs);
    }
  }

  /** A configuration file that is never read or written. */
  private static final class Nothing extends FileBasedConfig {
    /** Coarser than Linux's file systems are (a tick of the kernel, 1 to 10 ms). */
    private static final Duration FILE_TIMES = Duration.ofMillis(20);

    Nothing(@Nullable Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }

    /** Answers how exact file times are; else jgit would measure it in somebody's directory. */
    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long otherwise, TimeUnit unit) {
      return section.equals("filesystem")
          ? unit.convert(FILE_TIMES)
          : super.getTimeUnit(section, subsection, name, otherwise, unit);
    }
  }
}
