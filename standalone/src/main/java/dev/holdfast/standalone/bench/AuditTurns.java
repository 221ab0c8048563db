package dev.holdfast.standalone.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.contract.operator.OperatorApi;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;

/** Acts of operators at a {@link SwitchedBackend}, in turns with their audit entry and without, until it is known what the entries cost. */
final class AuditTurns {
    /** An entry may cost a tenth of its act. */
    private static final double MOST = 1.10;

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final double NANOS = 1e9;
    /** One after the other: acts that wait for each other's entry would cost that in both kinds of turn. */
    private static final int LANES = 1;

    private static final int TURN = 1_000;
    private static final int WARM_UP = 8;
    private static final int PAIRS = 8;
    /** Entries are sealed a second later; what PostgreSQL does for that counts. */
    private static final long SEALED_MS = 1_500;
    /** Until the backend knows which turn it is. */
    private static final long HEARD_MS = 200;

    private final BenchRig rig;
    private final SwitchedBackend backend;
    private final Map<String, Long> pids;
    private final HttpClient client;
    private final String catalog;
    private long done;

    /** @param backend warms up here, and does nothing else meanwhile */
    AuditTurns(BenchRig rig, SwitchedBackend backend) {
        this.rig = rig;
        this.backend = backend;
        this.pids = rig.pidsWith(backend);
        this.catalog = rig.catalogId().toString();
        this.client = rig.operators(backend.port(), LANES);
    }

    /**
     * An act.
     *
     * @param path below the bench's catalog
     * @param body one of the contract's records
     */
    record Act(HttpMethod method, String path, Object body) {}

    /** What one kind of turn used so far. */
    private record Spent(double seconds, ServerCpu cpu) {
        static final Spent NOTHING = new Spent(0, new ServerCpu(Map.of()));

        Spent plus(Spent turn) {
            return new Spent(seconds + turn.seconds, cpu.plus(turn.cpu));
        }

        Spent beyond(ServerCpu idlePerSecond) {
            return new Spent(seconds, cpu.minus(idlePerSecond.times(seconds)));
        }
    }

    /** Lets the Java machine compile what acts of one kind take, both with entries and without. */
    void warmUp(LongFunction<Act> acts) throws IOException, InterruptedException {
        for (int turn = 0; turn < WARM_UP; turn++) {
            take(turn % 2 == 0, acts);
        }
    }

    /**
     * Does acts of one kind.
     *
     * @param acts the one of a number; no number comes twice
     * @return what one with its entry costs, beside one without
     */
    BenchResult compare(String name, LongFunction<Act> acts) throws IOException, InterruptedException {
        ServerCpu idlePerSecond = Run.idlePerSecond(pids);
        Spent with = Spent.NOTHING;
        Spent without = Spent.NOTHING;
        for (int pair = 0; pair < PAIRS; pair++) {
            // Which goes first changes, so that neither has the better half of what else the machine does.
            for (boolean written : pair % 2 == 0 ? new boolean[] {true, false} : new boolean[] {false, true}) {
                Spent turn = take(written, acts);
                if (written) {
                    with = with.plus(turn);
                } else {
                    without = without.plus(turn);
                }
            }
        }
        Spent audited = with.beyond(idlePerSecond);
        Spent unaudited = without.beyond(idlePerSecond);
        BenchResult result = result(name, audited).beside(result(name, unaudited), MOST);
        rig.say(String.format(
                Locale.ROOT,
                "%.3f × the same without its entry, which is %s; sealing is another %.0f µs: %s",
                result.ratioToUnaudited(),
                result(name, unaudited).rounded().cpuMicrosPerOpByProcess(),
                (sealing(audited) - sealing(unaudited)) / (PAIRS * TURN),
                name));
        return result;
    }

    /** The installation's backend does nothing of an act; it seals. */
    private double sealing(Spent spent) {
        return Objects.requireNonNull(spent.cpu.micros().get(rig.backendName()));
    }

    private BenchResult result(String name, Spent spent) {
        Map<String, Long> acting = new LinkedHashMap<>(spent.cpu.micros());
        acting.remove(rig.backendName());
        return Run.result(name, (long) PAIRS * TURN, spent.seconds, new ServerCpu(acting), null);
    }

    private Spent take(boolean written, LongFunction<Act> acts) throws IOException, InterruptedException {
        backend.writeEntries(written, catalog);
        Thread.sleep(HEARD_MS);
        String token = rig.token();
        long entries = rig.newestEntry();
        ServerCpu before = ServerCpu.read(pids);
        long begin = System.nanoTime();
        long from = done;
        rig.load(TURN, LANES, number -> send(acts.apply(from + number), token));
        done += TURN;
        Thread.sleep(SEALED_MS);
        Spent spent = new Spent(
                (System.nanoTime() - begin) / NANOS, ServerCpu.read(pids).minus(before));
        long appended = rig.newestEntry() - entries;
        if (appended != (written ? TURN : 0)) {
            throw new IllegalStateException("%d acts made %d entries; nobody else may act in the catalog %s meanwhile"
                    .formatted(TURN, appended, BenchRig.CATALOG));
        }
        return spent;
    }

    private Future<Void> send(Act act, String token) {
        try {
            Buffer body = Buffer.buffer(JSON.writeValueAsBytes(act.body));
            return client.request(act.method, OperatorApi.BASE + "catalogs/" + BenchRig.CATALOG + act.path)
                    .compose(request -> request.putHeader("content-type", "application/json")
                            .putHeader("authorization", "Bearer " + token)
                            .send(body))
                    .compose(AuditTurns::done);
        } catch (JsonProcessingException e) {
            return Future.failedFuture(e);
        }
    }

    private static Future<Void> done(HttpClientResponse answer) {
        return answer.body()
                .compose(body -> answer.statusCode() / 100 == 2
                        ? Future.succeededFuture()
                        : Future.failedFuture("HTTP " + answer.statusCode() + ": " + body));
    }
}
