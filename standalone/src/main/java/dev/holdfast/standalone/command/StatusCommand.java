package dev.holdfast.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.standalone.process.ServiceStatus;
import dev.holdfast.standalone.stack.Services;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says how every service is; works at any time. */
@Command(name = "status", description = "How every service is.", mixinStandardHelpOptions = true)
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
        List<ServiceStatus> services = Services.at(context.settings()).all().parallelStream()
                .map(service -> ServiceStatus.of(context.home(), service))
                .toList();
        out.println(json ? render(services) : table(services));
        out.flush();
        return 0;
    }

    static String render(List<ServiceStatus> services) throws JsonProcessingException {
        return JsonMapper.builder().build().writeValueAsString(Map.of("services", services));
    }

    private static String table(List<ServiceStatus> services) {
        StringBuilder text = new StringBuilder("%-15s %-10s %8s  %s".formatted("SERVICE", "HEALTH", "PID", "URL"));
        for (ServiceStatus service : services) {
            text.append("%n%-15s %-10s %8s  %s"
                    .formatted(
                            service.name(),
                            service.health(),
                            service.pid() == null ? "-" : service.pid(),
                            service.url() == null ? "-" : service.url()));
        }
        return text.toString();
    }
}
