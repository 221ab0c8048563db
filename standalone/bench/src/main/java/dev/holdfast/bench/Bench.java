package dev.holdfast.bench;

import dev.holdfast.standalone.Failures;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;

/** The entry point behind {@code ./holdfast bench}. */
public final class Bench {
    private Bench() {}

    /**
     * Runs the benchmarks. The exit code is 1 if a result exceeds its limit or a benchmark fails, and 2 for wrong arguments.
     *
     * @param arguments names and options, see {@link BenchCommand}
     */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        resumeNoTlsSessions();
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        System.exit(new CommandLine(new BenchCommand(out, err))
                .addSubcommand(new FaultsCommand(err))
                .setExecutionExceptionHandler(Failures::report)
                .execute(arguments));
    }

    /**
     * Makes every connection of the load clients a full handshake, also to servers that issue session tickets. Netty reads these properties
     * when its TLS classes load. The options of Vert.x concern servers only.
     */
    private static void resumeNoTlsSessions() {
        System.setProperty("io.netty.handler.ssl.openssl.sessionCacheClient", "false");
        System.setProperty("jdk.tls.client.enableSessionTicketExtension", "false");
    }
}
