package dev.rebound.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cgroup of version 1 or 2 with a memory limit. The kernel kills a process that needs more, as it
 * kills a container of a pod. Linux only.
 */
public final class MemoryCgroup implements AutoCloseable {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final String LIMIT_OF_VERSION_1 = "memory.limit_in_bytes";
  private static final String PROCESSES = "cgroup.procs";

  private final Path folder;
  private final boolean isVersion1;

  private MemoryCgroup(Path folder, boolean isVersion1) {
    this.folder = folder;
    this.isVersion1 = isVersion1;
  }

  /** Creates a cgroup; empty where this process may not, or cannot limit the memory. */
  public static Optional<MemoryCgroup> create(long bytes) throws IOException {
    for (Path parent : parents()) {
      boolean isVersion1 = Files.exists(parent.resolve(LIMIT_OF_VERSION_1));
      if (Files.isWritable(parent) && (isVersion1 || childrenHaveMemory(parent))) {
        String name = "rebound-" + ProcessHandle.current().pid();
        MemoryCgroup cgroup =
            new MemoryCgroup(Files.createDirectory(parent.resolve(name)), isVersion1);
        cgroup.limit(bytes);
        return Optional.of(cgroup);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the cgroups that could be the parent: this process's own, and in version 2 also the one
   * above it, since a cgroup with processes cannot limit its children there.
   */
  private static List<Path> parents() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
        .map(line -> line.split(":/", 2))
        .flatMap(
            line -> {
              if (line[0].endsWith(":memory")) {
                return Stream.of(ROOT.resolve("memory").resolve(line[1]));
              }
              Path own = ROOT.resolve(line[1]);
              return line[0].equals("0:") ? Stream.of(own, own.getParent()) : Stream.empty();
            })
        .toList();
  }

  private static boolean childrenHaveMemory(Path parent) throws IOException {
    Path controllers = parent.resolve("cgroup.subtree_control");
    return Files.exists(controllers)
        && List.of(Files.readString(controllers).strip().split(" ")).contains("memory");
  }

  private void limit(long bytes) throws IOException {
    set(isVersion1 ? LIMIT_OF_VERSION_1 : "memory.max", bytes);
    // A pod has no swap. Version 1 limits the sum of both. A kernel without swap has no such file.
    String swap = isVersion1 ? "memory.memsw.limit_in_bytes" : "memory.swap.max";
    if (Files.exists(folder.resolve(swap))) {
      set(swap, isVersion1 ? bytes : 0);
    }
  }

  private void set(String file, long value) throws IOException {
    Files.writeString(folder.resolve(file), Long.toString(value), StandardOpenOption.WRITE);
  }

  /** Returns the file that a process writes its id to, in order to join. */
  public String processes() {
    return folder.resolve(PROCESSES).toString();
  }

  /** Returns whether a process is in this cgroup, which it leaves when it ends. */
  public boolean contains(long process) throws IOException {
    return Files.readAllLines(folder.resolve(PROCESSES)).contains(Long.toString(process));
  }

  /** Returns the most memory that was charged so far, in bytes, with the cache of its files. */
  public long peak() throws IOException {
    String file = isVersion1 ? "memory.max_usage_in_bytes" : "memory.peak";
    return Long.parseLong(Files.readString(folder.resolve(file)).strip());
  }

  /** Returns how many processes the kernel killed. */
  public long kills() throws IOException {
    String file = isVersion1 ? "memory.oom_control" : "memory.events";
    return Files.readAllLines(folder.resolve(file)).stream()
        .filter(line -> line.startsWith("oom_kill "))
        .mapToLong(line -> Long.parseLong(line.split(" ")[1]))
        .findFirst()
        .orElseThrow();
  }

  /** Removes the cgroup, which must be without processes. */
  @Override
  public void close() throws IOException {
    Files.delete(folder);
  }
}
