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
            "Measures CPU per operation (user and system) of the server processes of the running demo, without the load"
                    + " generator. Where nginx can do the same work, also the ratio to nginx in the same run.",
            "Benchmarks:",
            "  mtls_handshake, attestation, est_renewal, poll_keepalive",
            "  idle_connections     memory of the gateway with 20,000 idle devices, or its limit of open files",
            "  block_effect         time from the response to a block until the device is refused, slowest of 40",
            "  check_now            time until 1,000 waiting polls were repeated after an operator's check now, slowest",
            "  claim_20k            claiming or moving 20,000 devices, slowest of six requests. An operation is a device",
            "  policy_replay        replay of 200,000 pieces of evidence of 20,000 devices. Needs 1 GB of disk",
            "  device_list_1m       first page of each filter and order over 1,000,000 devices. Needs 2 GB of disk",
            "  certificate_list_1m  the same for 3,000,000 certificates. Needs 4 GB of disk",
            "  poll_new_connection  a poll on a new connection while a rollout runs. Measures mtls_handshake first",
            "  update_cycle         connection, manifest set, image of 16 KiB, stored report. Measures mtls_handshake before and after",
            "  download_16mb        16 MB of images on an open connection",
            "  downloads_200        memory of the gateway while 200 devices download 16 MB each at the same time",
            "  rollout_start_20k    a rollout until 1%% of 20,000 devices are open",
            "  rollout_start_1m     the same for 1,000,000 devices. Needs 2 GB of disk",
            "The benchmarks use their own catalog, " + BenchRig.CATALOG
                    + ". It stays. The demo's catalogs do not change.",
            "OPS/CORE S: operations per second of one core. × NGINX: CPU per operation divided by nginx's, less than 1 is"
                    + " cheaper. LIMIT: maximum CPU per operation, slowest time in ms, or memory in MB. The exit code is 1 if a"
                    + " result exceeds its limit."
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
            new CheckNow(),
            new Claim20k(),
            new PolicyReplay(),
            new DeviceList1m(),
            new CertificateList1m(),
            new PollNewConnection(),
            new UpdateCycle(),
            new Download16mb(),
            new Downloads200(),
            new RolloutStart("rollout_start_20k", 20_000, 200),
            new RolloutStart("rollout_start_1m", 1_000_000, 1_000));
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    @Parameters(paramLabel = "NAME", description = "Benchmarks to run (default: all).")
    private List<String> names = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object a line instead of a table.")
    private boolean json;

    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * @param out output for results
     * @param err output for progress
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
                progress.say("%d %s the limit".formatted(beyond, beyond == 1 ? "result exceeds" : "results exceed"));
            }
            return beyond == 0 ? 0 : 1;
        }
    }

    private List<Benchmark> choose() {
        List<String> known = ALL.stream().map(Benchmark::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new CannotContinue(
                        "Unknown benchmark '%s'. Benchmarks: %s.".formatted(name, String.join(", ", known)));
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
                    limit(result),
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
        Double limit = result.limit();
        return limit == null ? "-" : String.format(Locale.ROOT, "%.0f%s", limit, result.isBeyondLimit() ? "!" : "");
    }
}
