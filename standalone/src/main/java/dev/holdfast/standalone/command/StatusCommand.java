package dev.holdfast.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.process.ServiceStatus;
import dev.holdfast.standalone.stack.RunLock;
import dev.holdfast.standalone.stack.Services;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the health of each service. */
@Command(
        name = "status",
        description = {
            "Prints the health of each service: healthy, starting (not healthy yet), unhealthy (was healthy before), waiting (exited, and restarts"
                    + " at the printed time) or stopped."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all services are healthy", "1:a service is not healthy", "2:wrong arguments"},
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    private static final long MIB = 1024 * 1024;

    /** The output as JSON. */
    record Status(List<ServiceStatus> services, boolean diskNearlyFull) {}

    private final PrintWriter out;

    public StatusCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        Context context = Context.current();
        Home home = context.home();
        boolean supervised = RunLock.holder(home).isPresent();
        boolean starting = supervised && RunLock.readyText(home).isEmpty();
        List<ServiceStatus> services =
                Services.at(context.settings()).of(Installation.mode(home).orElse(Mode.DEMO)).parallelStream()
                        .map(service -> ServiceStatus.of(home, service, starting))
                        .toList();
        boolean diskLow = isDiskLow(context);
        out.println(json ? render(services, diskLow) : table(home, services, supervised));
        if (!json && diskLow) {
            out.println("The disk is nearly full: uploads, imports, claims and reports are refused. Free space on it.");
        }
        out.flush();
        return status(services);
    }

    private static boolean isDiskLow(Context context) throws IOException {
        Path database = context.home().database();
        return Files.exists(database)
                && Files.getFileStore(database).getUsableSpace() / MIB
                        < context.settings().number("disk.min.free.mib");
    }

    /** Returns the exit code. */
    static int status(List<ServiceStatus> services) {
        return services.stream().allMatch(service -> service.health().equals(ServiceStatus.HEALTHY)) ? 0 : 1;
    }

    static String render(List<ServiceStatus> services, boolean diskLow) throws JsonProcessingException {
        return JsonMapper.builder().build().writeValueAsString(new Status(services, diskLow));
    }

    /** Returns the table. If no supervisor runs but a service does, adds a warning. */
    static String table(Home home, List<ServiceStatus> services, boolean supervised) {
        StringBuilder text = new StringBuilder("%-15s %-10s %8s  %s".formatted("SERVICE", "HEALTH", "PID", "URL"));
        for (ServiceStatus service : services) {
            text.append("%n%-15s %-10s %8s  %s"
                    .formatted(
                            service.name(),
                            service.health(),
                            service.pid() == null ? "-" : service.pid(),
                            service.url() == null ? "-" : service.url()));
        }
        for (ServiceStatus service : services) {
            if (supervised && service.restartAt() != null) {
                text.append("%n%s exited and restarts at %s. Repeated exits lengthen the pause to 30 seconds. See %s."
                        .formatted(service.name(), service.restartAt(), service.log()));
            }
        }
        if (!supervised && services.stream().anyMatch(service -> service.pid() != null)) {
            text.append(
                    "%nThe supervisor is not running, so failed services are not restarted. Run %s to restart all, or %s to stop all."
                            .formatted(home.command("up"), home.command("down")));
        }
        return text.toString();
    }
}
