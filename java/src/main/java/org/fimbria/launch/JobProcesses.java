package org.fimbria.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fimbria.ranks.Board;

/**
 * The processes of this node that belong to a job, whatever has become of mpirun: those that have
 * its board in their environment.
 */
record JobProcesses(Path board) {
  /** All of them but this one. */
  List<ProcessHandle> find() {
    long own = ProcessHandle.current().pid();
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != own && isOfJob(process.pid()))
        .toList();
  }

  /** Ends all at once. */
  void kill() {
    find().forEach(ProcessHandle::destroyForcibly);
  }

  /** Other users' processes cannot be read, and are not of this job. */
  private boolean isOfJob(long pid) {
    String sign = "\0" + Board.ENVIRONMENT + "=" + board + "\0";
    try {
      byte[] environment = Files.readAllBytes(Path.of("/proc/" + pid + "/environ"));
      return ("\0" + new String(environment, StandardCharsets.ISO_8859_1)).contains(sign);
    } catch (IOException e) {
      return false;
    }
  }
}
