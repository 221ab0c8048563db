package dev.holdfast.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests how the supervisor starts, restarts and stops services. */
@Timeout(180)
class SupervisorTest {
    @TempDir
    Path folder;

    private final List<String> news = new CopyOnWriteArrayList<>();
    private Home home = Home.of(Path.of("."), Map.of());
    private Supervisor supervisor = new Supervisor(home, news::add);

    @BeforeEach
    void an_installation() throws IOException {
        home = Home.of(folder, Map.of());
        Files.createDirectories(home.run());
        supervisor = new Supervisor(home, news::add);
    }

    @AfterEach
    void stop_all_services() {
        supervisor.stopAll();
    }

    @Test
    void a_service_that_exits_is_restarted() throws InterruptedException {
        supervisor.start(sleeper("a", Probe.running())).await();
        ProcessHandle first = process("a");

        first.destroyForcibly();

        while (Child.pidFile(home, "a").process().filter(p -> !p.equals(first)).isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(news).anyMatch(line -> line.contains("a exited with code 137"));
    }

    @Test
    void a_service_is_starting_until_it_first_works_then_unhealthy_on_failure() throws InterruptedException {
        AtomicBoolean works = new AtomicBoolean();
        Launch launch = sleeper("a", works::get);
        Supplier<String> health =
                () -> ServiceStatus.of(home, launch.service(), false).health();
        assertThat(ServiceStatus.of(home, launch.service(), true).health()).isEqualTo(ServiceStatus.STARTING);

        Supervisor.Started started = supervisor.start(launch);
        assertThat(health.get()).isEqualTo(ServiceStatus.STARTING);
        works.set(true);
        started.await();
        assertThat(health.get()).isEqualTo(ServiceStatus.HEALTHY);
        while (Child.healthyFile(home, "a").process().isEmpty()) {
            Thread.onSpinWait();
        }
        works.set(false);

        assertThat(health.get()).isEqualTo(ServiceStatus.UNHEALTHY);
    }

    @Test
    void a_service_that_keeps_exiting_waits_for_its_restart() {
        Launch launch = launch("a", Probe.running(), List.of("false"), true);
        Supplier<ServiceStatus> status = () -> ServiceStatus.of(home, launch.service(), false);

        supervisor.start(launch);
        while (!status.get().health().equals(ServiceStatus.WAITING)) {
            Thread.onSpinWait();
        }

        assertThat(Child.pidFile(home, "a").restartAt()).isPresent();
        supervisor.stopAll();
        assertThat(status.get().health()).isEqualTo(ServiceStatus.STOPPED);
        assertThat(status.get().restartAt()).isNull();
    }

    @Test
    void services_stop_in_reverse_order() throws InterruptedException {
        supervisor.start(sleeper("a", Probe.running())).await();
        supervisor.start(sleeper("b", Probe.running())).await();
        ProcessHandle a = process("a");

        supervisor.stopAll();

        assertThat(a.isAlive()).isFalse();
        assertThat(news).hasSize(2);
        assertThat(news.getFirst()).startsWith("stopped b");
    }

    @Test
    void a_service_that_fails_to_start_is_reported_with_its_log() {
        Launch launch = launch("a", () -> false, List.of("sh", "-c", "echo broken; exit 3"), false);

        Supervisor.Started readiness = supervisor.start(launch);

        assertThatThrownBy(readiness::await)
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("code 3")
                .hasMessageContaining(home.log("a").toString());
        assertThat(home.log("a")).content().contains("broken");
    }

    @Test
    void a_service_that_fails_to_start_is_reported_with_the_innermost_cause() throws IOException {
        Files.createDirectories(home.log("a").getParent());
        Files.writeString(home.log("a"), "Caused by: x.Earlier: An earlier start failed.\n");
        String trace = """
                echo 'java.lang.RuntimeException: Failed to start'
                echo 'Caused by: org.example.Outer: ERROR: The database is newer.'
                echo '  Where: a function'
                echo 'Caused by: org.example.Inner$Exception: ERROR: The database is newer.'
                exit 1
                """;

        Supervisor.Started readiness = supervisor.start(launch("a", () -> false, List.of("sh", "-c", trace), false));

        assertThatThrownBy(readiness::await)
                .hasMessageContaining("a exited with code 1 while starting: The database is newer. See the end of");
    }

    @Test
    void the_next_supervisor_stops_services_left_running() throws InterruptedException {
        supervisor.start(sleeper("a", Probe.running(), false)).await();
        ProcessHandle orphan = process("a");

        Supervisor.stopLeftOvers(home, List.of("a"), news::add);

        assertThat(orphan.isAlive()).isFalse();
        assertThat(news).containsExactly("stopped a of an earlier run");
    }

    @Test
    void a_reused_pid_is_not_taken_for_a_service() throws IOException {
        // A PID file has the PID and the start time in milliseconds. This process started later.
        Files.writeString(home.run().resolve("a.pid"), ProcessHandle.current().pid() + " 1000");

        assertThat(Child.pidFile(home, "a").process()).isEmpty();
    }

    private ProcessHandle process(String name) {
        return Child.pidFile(home, name).process().orElseThrow();
    }

    /** Returns the command of a service that sleeps for five minutes and is restarted when it exits. */
    private static Launch sleeper(String name, Probe probe) {
        return sleeper(name, probe, true);
    }

    private static Launch sleeper(String name, Probe probe, boolean restart) {
        return launch(name, probe, List.of("sleep", "300"), restart);
    }

    private static Launch launch(String name, Probe probe, List<String> command, boolean restart) {
        return new Launch(new Service(name, null, probe), command, Map.of(), Duration.ofSeconds(20), "TERM", restart);
    }
}
