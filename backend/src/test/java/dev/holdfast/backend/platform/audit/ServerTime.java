package dev.holdfast.backend.platform.audit;

import com.sun.management.OperatingSystemMXBean;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * CPU time of the backend, which runs in this process, and of PostgreSQL.
 *
 * @param micros user and system time in µs, without the calling thread
 */
record ServerTime(double micros) {
    private static final double NANOS_PER_MICRO = 1e3;
    /** Linux counts CPU time in ticks of 10 ms. */
    private static final double MICROS_PER_TICK = 1e4;
    /** Positions in {@code /proc/PID/stat} after the name: parent process and CPU times. */
    private static final int PARENT = 1;

    private static final int USER = 11;
    private static final int SYSTEM = 12;

    /** Reads the CPU time since the processes started. PostgreSQL's time is the sum over its sessions and workers. */
    static ServerTime read(AgroalDataSource database) throws SQLException, IOException {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long own = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        return new ServerTime((machine.getProcessCpuTime() - own) / NANOS_PER_MICRO + postgres(database));
    }

    ServerTime minus(ServerTime before) {
        return new ServerTime(micros - before.micros);
    }

    /** Returns the CPU time of PostgreSQL in µs: of all children of its main process, the parent of any session. */
    private static double postgres(AgroalDataSource database) throws SQLException, IOException {
        String postmaster = stat(Path.of("/proc", session(database))).get(PARENT);
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(Files::exists)
                    .map(ServerTime::stat)
                    .filter(fields ->
                            fields.size() > SYSTEM && fields.get(PARENT).equals(postmaster))
                    .mapToDouble(fields ->
                            MICROS_PER_TICK * (Long.parseLong(fields.get(USER)) + Long.parseLong(fields.get(SYSTEM))))
                    .sum();
        }
    }

    /** Returns the process ID of a database session. */
    private static String session(AgroalDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet pid = statement.executeQuery("select pg_backend_pid()")) {
            pid.next();
            return Objects.requireNonNull(pid.getString(1));
        }
    }

    /** Returns the fields after the name; empty if the process has ended. */
    private static List<String> stat(Path process) {
        try {
            String line = Files.readString(process.resolve("stat"));
            return List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
        } catch (NoSuchFileException ended) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
