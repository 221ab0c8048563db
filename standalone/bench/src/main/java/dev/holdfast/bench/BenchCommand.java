package dev.holdfast.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.standalone.command.Context;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.stack.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the running demo installation. */
@Command(
        name = "holdfast bench",
        description = {
            "Measures the running demo installation: CPU of the server processes (user and system) per operation, the load's own"
                    + " CPU never counted; where nginx has the same work, the ratio to it in the same run.",
            "Benchmarks: mtls_handshake, attestation, est_renewal, poll_keepalive, idle_connections (no CPU: the gateway's"
                    + " memory with 20,000 devices that stay connected, or as many as it may open), block_effect (no CPU: from the answer to who blocks a"
                    + " device to its first refusal; the slowest of 40), claim_20k (an operation is a device, claimed or"
                    + " moved; the slowest of six requests for 20,000 each), policy_replay (an operation is a piece of stored evidence; 200,000"
                    + " of 20,000 devices, which takes 1 GB of disk meanwhile), device_list_1m (an operation is the first page of one kind of"
                    + " filter or order over 1,000,000 devices; a line each, the most expensive first; 2 GB of disk meanwhile),"
                    + " certificate_list_1m (the same of the certificates of all devices, over 3,000,000 of them; 4 GB of disk meanwhile).",
            "The devices that it plays are claimed into a catalog of their own, " + BenchRig.CATALOG
                    + ", which is made when it is missing and stays; the demo's catalogs are left as they are.",
            "OPS/CORE S is what one second of a core is enough for. × NGINX is CPU per operation over nginx's: below 1 is"
                    + " cheaper. LIMIT is the most CPU per operation that is promised; the status is 1 when something is beyond its limit."
        },
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    private static final List<Benchmark> ALL = List.of(
            new MtlsHandshake(),
            new Attestation(),
            new EstRenewal(),
            new PollKeepalive(),
            new IdleConnections(),
            new BlockEffect(),
            new Claim20k(),
            new PolicyReplay(),
            new DeviceList1m(),
            new CertificateList1m());
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    @Parameters(paramLabel = "NAME", description = "Which benchmarks; all when none is named.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--json", description = "One JSON object a line instead of a table.")
    private boolean json;

    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * @param out where results go
     * @param err where it says how far it is
     */
    public BenchCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Benchmark> chosen = choose();
        Progress progress = Progress.terminal(err, Clock.systemUTC(), Context.begin());
        try (BenchRig rig = BenchRig.attach(Context.current(), progress)) {
            if (!json) {
                out.printf(
                        Locale.ROOT,
                        "%-16s %10s %10s %12s %12s %9s %9s  %s%n",
                        "BENCHMARK",
                        "OPS",
                        "OPS/S",
                        "CPU µs/OP",
                        "OPS/CORE S",
                        "× NGINX",
                        "LIMIT",
                        "BY PROCESS");
            }
            int beyond = 0;
            for (Benchmark benchmark : chosen) {
                for (BenchResult result : benchmark.results(rig)) {
                    out.println(json ? JSON.writeValueAsString(result.rounded()) : row(result));
                    beyond += result.isBeyondLimit() ? 1 : 0;
                }
                out.flush();
            }
            if (beyond > 0) {
                progress.say("%d %s beyond the limit".formatted(beyond, beyond == 1 ? "figure is" : "figures are"));
            }
            return beyond == 0 ? 0 : 1;
        }
    }

    private List<Benchmark> choose() {
        List<String> known = ALL.stream().map(Benchmark::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new CannotContinue(
                        "There is no benchmark '%s'; there are %s.".formatted(name, String.join(", ", known)));
            }
        }
        return ALL.stream()
                .filter(benchmark -> names.isEmpty() || names.contains(benchmark.name()))
                .toList();
    }

    private static String row(BenchResult result) {
        if (result.perCoreSecond() == null) {
            return String.format(
                    Locale.ROOT,
                    "%-16s %10d %10.1f %12s %12s %9s %9s  %s",
                    result.name(),
                    result.operations(),
                    result.opsPerSecond(),
                    "-",
                    "-",
                    "-",
                    "-",
                    withoutCpu(result));
        }
        String split = result.cpuMicrosPerOpByProcess().entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.1f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        String ratio = result.ratioToNginx() == null ? "-" : String.format(Locale.ROOT, "%.2f", result.ratioToNginx());
        return String.format(
                Locale.ROOT,
                "%-16s %10d %10.0f %12.1f %12d %9s %9s  %s",
                result.name(),
                result.operations(),
                result.opsPerSecond(),
                result.cpuMicrosPerOp(),
                result.perCoreSecond(),
                ratio,
                limit(result),
                split);
    }

    private static String withoutCpu(BenchResult result) {
        Delay delay = result.delay();
        Resident resident = result.resident();
        return Stream.of(
                        delay == null ? null : delay.words(),
                        resident == null ? null : resident.words(result.operations()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private static String limit(BenchResult result) {
        Double limit = result.limitMicrosPerOp();
        return limit == null ? "-" : String.format(Locale.ROOT, "%.0f%s", limit, result.isBeyondLimit() ? "!" : "");
    }
}
