package dev.holdfast.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.process.ServiceStatus;
import dev.holdfast.standalone.stack.RunLock;
import dev.holdfast.standalone.stack.Services;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says how every service is; works at any time. */
@Command(
        name = "status",
        description = {
            "How every service is: healthy, starting (has not worked yet), unhealthy (does not work any more) or stopped."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:every service is healthy", "1:some service is not", "2:misuse"},
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    private final PrintWriter out;

    /** @param out where its words go */
    public StatusCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        Context context = Context.current();
        Home home = context.home();
        boolean supervised = RunLock.holder(home).isPresent();
        boolean starting = supervised && RunLock.readyText(home).isEmpty();
        List<ServiceStatus> services =
                Services.at(context.settings()).of(Installation.mode(home).orElse(Mode.DEMO)).parallelStream()
                        .map(service -> ServiceStatus.of(home, service, starting))
                        .toList();
        out.println(json ? render(services) : table(services, supervised));
        out.flush();
        return status(services);
    }

    static int status(List<ServiceStatus> services) {
        return services.stream().allMatch(service -> service.health().equals(ServiceStatus.HEALTHY)) ? 0 : 1;
    }

    static String render(List<ServiceStatus> services) throws JsonProcessingException {
        return JsonMapper.builder().build().writeValueAsString(Map.of("services", services));
    }

    static String table(List<ServiceStatus> services, boolean supervised) {
        StringBuilder text = new StringBuilder("%-15s %-10s %8s  %s".formatted("SERVICE", "HEALTH", "PID", "URL"));
        for (ServiceStatus service : services) {
            text.append("%n%-15s %-10s %8s  %s"
                    .formatted(
                            service.name(),
                            service.health(),
                            service.pid() == null ? "-" : service.pid(),
                            service.url() == null ? "-" : service.url()));
        }
        if (!supervised && services.stream().anyMatch(service -> service.pid() != null)) {
            text.append(
                    "%nNo supervisor runs, so nobody starts again what ends: %s starts everything anew, %s stops it."
                            .formatted("./holdfast up", "./holdfast down"));
        }
        return text.toString();
    }
}
