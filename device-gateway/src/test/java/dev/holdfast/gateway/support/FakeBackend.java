package dev.holdfast.gateway.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.Challenge;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * A fake backend: the internal API over mutual TLS, with responses that tests set. It can stop and start again. Unless a test assigns a
 * device, the device is in {@link TestInstallation#CATALOG} without a group. Witnesses are valid unless a test refuses a device.
 */
public final class FakeBackend {
    private static final String PART = "MT3620AN";
    /** Status of requests that a test makes fail. */
    private static final int NOT_DURABLE = 503;

    private final Vertx vertx = Vertx.vertx();
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private final TestInstallation installation;
    private final HttpServerOptions options;
    private final Set<P256PublicKey> endorsed = ConcurrentHashMap.newKeySet();
    private final Map<DeviceId, InternalApi.Assignment> assignments = new ConcurrentHashMap<>();
    private final Map<UUID, InternalApi.Target> targets = new ConcurrentHashMap<>();
    private final Map<UUID, Map<String, InternalApi.Target>> targetsOfParts = new ConcurrentHashMap<>();
    private final Map<String, Blob> images = new ConcurrentHashMap<>();
    private final List<InternalApi.Change> changes = new CopyOnWriteArrayList<>();
    private final List<InternalApi.Report> reports = new CopyOnWriteArrayList<>();
    private final List<InternalApi.Contact> contacts = new CopyOnWriteArrayList<>();
    private final List<InternalApi.EnrolRequest> enrolments = new CopyOnWriteArrayList<>();
    private final Set<UUID> rejectedReports = ConcurrentHashMap.newKeySet();
    private final Set<UUID> poisonousReports = ConcurrentHashMap.newKeySet();
    private final Set<DeviceId> overLimit = ConcurrentHashMap.newKeySet();
    private final Set<DeviceId> refused = ConcurrentHashMap.newKeySet();
    private final Map<String, InternalApi.Witness> witnesses = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
    private final AtomicInteger changesRefused = new AtomicInteger();
    private volatile CompletableFuture<Void> imagesReady = CompletableFuture.completedFuture(null);
    private volatile boolean changeStreamEnabled = true;
    private volatile boolean reportsAreDurable = true;
    private volatile @Nullable X509Certificate gatewayCertificate;
    private @Nullable HttpServer server;
    private int port;

    /** Long poll of a gateway that waits for a change after the sequence number {@code after}. */
    private record Waiting(RoutingContext request, int after) {}

    /** Creates a stopped backend. */
    public FakeBackend(TestInstallation installation) {
        this.installation = installation;
        Map<String, String> pem = installation.write("backend");
        options = new HttpServerOptions()
                .setSsl(true)
                .setHost("localhost")
                .setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(new PemTrustOptions().addCertPath(installation.writeInfrastructure()))
                .setKeyCertOptions(
                        new PemKeyCertOptions().setCertPath(pem.get("cert")).setKeyPath(pem.get("key")));
    }

    /** Starts listening, on the same port as before; returns the port. */
    public int start() {
        if (server != null) {
            return port;
        }
        HttpServer fresh = vertx.createHttpServer(options).requestHandler(router());
        port = fresh.listen(port)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        server = fresh;
        return port;
    }

    /** Drops every connection and stops listening. */
    public void stop() {
        HttpServer running = server;
        if (running != null) {
            running.close().toCompletionStage().toCompletableFuture().join();
            server = null;
        }
    }

    /** Stops permanently. */
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Endorses a chip. */
    public void endorse(TestDevice device) {
        endorsed.add(device.generalKey());
    }

    /** Sets whether witnesses of a device are refused, as for a device that the catalog or group does not have. */
    public void refuse(TestDevice device, boolean refuses) {
        if (refuses) {
            refused.add(device.id());
        } else {
            refused.remove(device.id());
        }
    }

    /** Returns the last witness of requests for a path, relative to {@link InternalApi#BASE} and without the query. */
    public InternalApi.@Nullable Witness witness(String path) {
        return witnesses.get(path);
    }

    /** Assigns a device to another catalog, without announcing it. */
    public void give(TestDevice device, UUID catalog) {
        assignments.put(device.id(), new InternalApi.Assignment(catalog, null, false, PART));
    }

    /** Puts a device into a group. */
    public void assign(TestDevice device, UUID group) {
        assignments.put(device.id(), new InternalApi.Assignment(TestInstallation.CATALOG, group, false, PART));
    }

    /** Sets the assignment of a device. */
    public void assign(TestDevice device, InternalApi.Assignment assignment) {
        assignments.put(device.id(), assignment);
    }

    /** Blocks a device as an operator does, without announcing it. */
    public void block(TestDevice device) {
        assignments.put(
                device.id(), new InternalApi.Assignment(TestInstallation.CATALOG, null, true, PART, true, null));
    }

    /** Revokes certificates of a device in a group, without announcing it. */
    public void revoke(TestDevice device, UUID group, InternalApi.Revoked revoked) {
        assignments.put(
                device.id(), new InternalApi.Assignment(TestInstallation.CATALOG, group, false, PART, false, revoked));
    }

    /** Marks a device of a group as untrusted, without announcing it. */
    public void distrust(TestDevice device, UUID group) {
        assignments.put(device.id(), new InternalApi.Assignment(TestInstallation.CATALOG, group, true, PART));
    }

    /** Puts a device with a chip of another part into a group. */
    public void assign(TestDevice device, UUID group, String part) {
        assignments.put(device.id(), new InternalApi.Assignment(TestInstallation.CATALOG, group, false, part));
    }

    private InternalApi.@Nullable Target target(UUID group, String part) {
        return targetsOfParts.getOrDefault(group, Map.of()).getOrDefault(part, targets.get(group));
    }

    /** Sets the target of a group's devices of one part, without announcing it. */
    public void deploy(UUID group, String part, InternalApi.Target target) {
        targetsOfParts
                .computeIfAbsent(group, first -> new ConcurrentHashMap<>())
                .put(part, target);
    }

    /** Sets a group's target, without announcing it. */
    public void deploy(UUID group, InternalApi.Target target) {
        targets.put(group, target);
    }

    /** Stores an image's bytes for a group. */
    public void store(UUID group, InternalApi.TargetImage image, byte[] bytes) {
        images.put(group + "/" + image.image().text(), Blob.of(bytes));
    }

    /** Answers requests for images only once the future completes. */
    public void answerImagesAfter(CompletableFuture<Void> ready) {
        imagesReady = ready;
    }

    /** Announces changes. */
    public void announce(InternalApi.Change... announced) {
        changes.addAll(List.of(announced));
        vertx.runOnContext(now -> answerWaiting(one -> answerChanges(one.request, one.after)));
    }

    /** Enables the change stream, or makes its requests fail. */
    public void enableChangeStream(boolean enabled) {
        changeStreamEnabled = enabled;
        changesRefused.set(0);
        vertx.runOnContext(now -> answerWaiting(one -> changes(one.request)));
    }

    /** Answers each request that waits for changes, once. */
    private void answerWaiting(Consumer<Waiting> answer) {
        for (Waiting one : List.copyOf(waiting)) {
            if (waiting.remove(one)) {
                answer.accept(one);
            }
        }
    }

    /** Returns the number of failed requests for changes since {@link #enableChangeStream}. */
    public int changesRefused() {
        return changesRefused.get();
    }

    /** Returns whether a gateway waits for changes. */
    public boolean waitsForChanges() {
        return !waiting.isEmpty();
    }

    /** Forgets announced changes, like a database that is restored from a backup: gateways cannot resume. */
    public void forgetChanges() {
        changes.clear();
    }

    /** Sets whether reports are stored. Otherwise their requests fail. */
    public void reportsAreDurable(boolean durable) {
        reportsAreDurable = durable;
    }

    /** Rejects each request with this report as malformed. */
    public void rejectReport(UUID id) {
        rejectedReports.add(id);
    }

    /** Fails each request with this report. */
    public void failAtReport(UUID id) {
        poisonousReports.add(id);
    }

    /** Refuses reports of a device, as if it exceeded its limit. */
    public void limitReports(DeviceId device) {
        overLimit.add(device);
    }

    /** Returns the durable reports. */
    public List<InternalApi.Report> reports() {
        return reports;
    }

    /** Returns the received contacts. */
    public List<InternalApi.Contact> contacts() {
        return contacts;
    }

    /** Returns the requests for certificates. */
    public List<InternalApi.EnrolRequest> enrolments() {
        return enrolments;
    }

    /** Returns the number of requests for a path, relative to {@link InternalApi#BASE} and without the query. */
    public int requests(String path) {
        return requests.getOrDefault(path, new AtomicInteger()).get();
    }

    /** Returns the client certificate of the last request. */
    public X509Certificate gatewayCertificate() {
        return Objects.requireNonNull(gatewayCertificate, "no request yet");
    }

    private static X509Certificate peer(RoutingContext request) {
        try {
            return (X509Certificate)
                    request.request().connection().peerCertificates().getFirst();
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false)).handler(request -> {
            gatewayCertificate = peer(request);
            requests.computeIfAbsent(
                            request.normalizedPath().substring(InternalApi.BASE.length()), path -> new AtomicInteger())
                    .incrementAndGet();
            request.next();
        });
        router.get(InternalApi.BASE + "authority")
                .handler(request -> ok(request, new InternalApi.Authority(installation.rootPem())));
        router.post(InternalApi.BASE + "challenges").handler(this::challenge);
        router.post(InternalApi.BASE + "attestations").handler(this::attest);
        router.post(InternalApi.BASE + "enrolments").handler(this::enrol);
        router.post(InternalApi.BASE + "authorities").handler(this::authorities);
        router.get(InternalApi.BASE + "devices/:device/*").handler(this::checkWitness);
        router.get(InternalApi.BASE + "groups/*").handler(this::checkWitness);
        router.get(InternalApi.BASE + "devices/:device/assignment")
                .handler(request -> ok(
                        request,
                        assignments.getOrDefault(
                                DeviceId.parse(request.pathParam("device")),
                                new InternalApi.Assignment(TestInstallation.CATALOG, null, false, PART))));
        router.get(InternalApi.BASE + "devices/:device/authorities")
                .handler(request -> ok(request, new InternalApi.Certificates(Blob.of(new byte[100]))));
        router.get(InternalApi.BASE + "groups/:group/target").handler(request -> {
            InternalApi.Target target = target(
                    UUID.fromString(request.pathParam("group")),
                    request.queryParam("part").stream().findFirst().orElse(""));
            ok(
                    request,
                    target == null
                            ? InternalApi.Target.of(new InternalApi.CohortTarget(
                                    0, Blob.of(new byte[0]), Instant.now().plusSeconds(86_400), List.of()))
                            : target);
        });
        router.get(InternalApi.BASE + "groups/:group/images/:image").handler(request -> {
            Blob bytes = images.get(request.pathParam("group") + "/" + request.pathParam("image"));
            if (bytes == null) {
                problem(request, ProblemType.NOT_FOUND);
            } else {
                int from = Integer.parseInt(request.request().getParam("chunk")) * InternalApi.IMAGE_CHUNK;
                Buffer whole = Buffer.buffer(bytes.bytes());
                Buffer chunk = whole.slice(from, Math.min(from + InternalApi.IMAGE_CHUNK, whole.length()));
                Future.fromCompletionStage(imagesReady, vertx.getOrCreateContext())
                        .onSuccess(ready -> request.response().end(chunk));
            }
        });
        router.post(InternalApi.BASE + "contacts").handler(request -> {
            contacts.addAll(read(request, InternalApi.Contacts.class).contacts());
            request.response().setStatusCode(204).end();
        });
        router.post(InternalApi.BASE + "reports").handler(this::report);
        router.get(InternalApi.BASE + "changes").handler(this::changes);
        return router;
    }

    private void checkWitness(RoutingContext request) {
        @Nullable String nonce = request.request().getParam("nonce");
        InternalApi.Witness witness = new InternalApi.Witness(
                DeviceId.parse(request.request().getParam("device")),
                request.request().getParam("serial"),
                nonce == null ? null : Nonce.parse(nonce));
        witnesses.put(request.normalizedPath().substring(InternalApi.BASE.length()), witness);
        if (refused.contains(witness.device())) {
            problem(request, ProblemType.DEVICE_REFUSED);
        } else {
            request.next();
        }
    }

    private void challenge(RoutingContext request) {
        InternalApi.ChallengeRequest asked = read(request, InternalApi.ChallengeRequest.class);
        if (admits(request, asked.device(), asked.generalKey())) {
            ok(request, new Challenge(Nonce.of(new byte[Nonce.LENGTH]), 60));
        }
    }

    /** Accepts any evidence of four bytes or more from an endorsed chip. */
    private void attest(RoutingContext request) {
        InternalApi.AttestRequest attest = read(request, InternalApi.AttestRequest.class);
        if (attest.evidence().length() < 4) {
            problem(request, ProblemType.INVALID_REQUEST);
        } else if (lacksPostQuantum(attest.device(), attest.keyExchange())) {
            problem(request, ProblemType.DEVICE_REFUSED);
        } else if (admits(request, attest.device(), attest.generalKey())) {
            ok(request, new AttestResponse(AttestResponse.Outcome.TRUSTED, attest.evidence(), "customer", "update"));
        }
    }

    private boolean lacksPostQuantum(DeviceId device, KeyExchange keyExchange) {
        InternalApi.Assignment known = assignments.get(device);
        @Nullable UUID group = known == null ? null : known.groupId();
        InternalApi.Target target = group == null ? null : targets.get(group);
        return target != null && target.requiresPostQuantum() && !keyExchange.isPostQuantum();
    }

    private boolean admits(RoutingContext request, DeviceId device, P256PublicKey key) {
        InternalApi.Assignment known = assignments.get(device);
        boolean blocked = known != null && known.blockedByOperator();
        boolean admitted = !blocked && endorsed.contains(key);
        if (!admitted) {
            problem(request, blocked ? ProblemType.DEVICE_BLOCKED : ProblemType.DEVICE_REFUSED, "secret reason");
        }
        return admitted;
    }

    /** Returns the certificate request in place of a certificate. */
    private void enrol(RoutingContext request) {
        InternalApi.EnrolRequest enrol = read(request, InternalApi.EnrolRequest.class);
        enrolments.add(enrol);
        boolean isStranger = enrol.generalKey() != null && !endorsed.contains(enrol.generalKey());
        if (isStranger || lacksPostQuantum(enrol.device(), enrol.keyExchange())) {
            problem(request, ProblemType.DEVICE_REFUSED);
        } else if (enrol.request().length() < 4) {
            problem(request, ProblemType.INVALID_REQUEST, "The request is too short.");
        } else {
            ok(request, new InternalApi.Certificates(enrol.request()));
        }
    }

    private void authorities(RoutingContext request) {
        InternalApi.AuthoritiesRequest asked = read(request, InternalApi.AuthoritiesRequest.class);
        if (!endorsed.contains(asked.generalKey())) {
            problem(request, ProblemType.DEVICE_REFUSED);
        } else {
            ok(request, new InternalApi.Certificates(Blob.of(new byte[100])));
        }
    }

    private void report(RoutingContext request) {
        List<InternalApi.Report> batch =
                read(request, InternalApi.Reports.class).reports();
        if (!reportsAreDurable) {
            request.response().setStatusCode(NOT_DURABLE).end();
        } else if (batch.stream()
                .anyMatch(one -> poisonousReports.contains(one.report().id()))) {
            problem(request, ProblemType.INTERNAL);
        } else if (batch.stream()
                .anyMatch(one -> rejectedReports.contains(one.report().id()))) {
            problem(request, ProblemType.INVALID_REQUEST);
        } else {
            List<InternalApi.Report> within = batch.stream()
                    .filter(one -> !overLimit.contains(one.witness().device())
                            && !refused.contains(one.witness().device()))
                    .toList();
            reports.addAll(within);
            if (within.size() < batch.size()) {
                ok(request, new InternalApi.ReportsNotStored(List.copyOf(refused), List.copyOf(overLimit)));
            } else {
                request.response().setStatusCode(204).end();
            }
        }
    }

    private void changes(RoutingContext request) {
        @Nullable String after = request.request().getParam("after");
        if (!changeStreamEnabled) {
            request.response().setStatusCode(NOT_DURABLE).end();
            changesRefused.incrementAndGet();
        } else if (after == null) {
            ok(request, new InternalApi.Changes(String.valueOf(changes.size()), List.of()));
        } else if (Integer.parseInt(after) != changes.size()
                || "0".equals(request.request().getParam("wait"))) {
            answerChanges(request, Integer.parseInt(after));
        } else {
            Waiting one = new Waiting(request, Integer.parseInt(after));
            waiting.add(one);
            // A change that was announced meanwhile may have found nobody waiting.
            if (one.after != changes.size() && waiting.remove(one)) {
                answerChanges(request, one.after);
            }
        }
    }

    private void answerChanges(RoutingContext request, int after) {
        if (!request.response().closed()) {
            List<InternalApi.Change> all = List.copyOf(changes);
            int from = Math.min(after, all.size());
            int to = Math.min(from + InternalApi.Changes.MAX_CHANGES, all.size());
            ok(request, new InternalApi.Changes(String.valueOf(to), all.subList(from, to), after > all.size()));
        }
    }

    private <T> T read(RoutingContext request, Class<T> type) {
        try {
            return json.readValue(request.body().asString(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void ok(RoutingContext request, Object body) {
        write(request, 200, "application/json", body);
    }

    private void problem(RoutingContext request, ProblemType type) {
        problem(request, type, "secret reason");
    }

    private void problem(RoutingContext request, ProblemType type, String detail) {
        write(request, type.status(), Problem.MEDIA_TYPE, Problem.of(type, detail, null));
    }

    private void write(RoutingContext request, int status, String mediaType, Object body) {
        try {
            request.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", mediaType)
                    .end(Buffer.buffer(json.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
