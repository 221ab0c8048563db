package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.Challenge;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.Finding;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.mt3620.update.OfferedSet;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.URI;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A gateway for tests, which is also its own backend. It has TLS 1.3 with client certificates. Tests set the outcome of attestations. */
public final class SmallGateway {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int PARTIAL_CONTENT = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    /** Paths of all requests, without the prefix of the protocol. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    final List<Evidence> evidence = new CopyOnWriteArrayList<>();
    final Map<UUID, DeviceReport> reports = new ConcurrentHashMap<>();
    private final List<DeviceReport> reportsInOrder = new CopyOnWriteArrayList<>();
    /** Details of the received reports about states of updates, in the order of arrival. */
    final List<Map<String, String>> states = new CopyOnWriteArrayList<>();
    /** Number of requests with reports, repeated ones included. */
    final AtomicInteger reportCalls = new AtomicInteger();
    /** Number of further requests that get status 503. */
    final AtomicInteger outagesLeft = new AtomicInteger();

    final Map<String, ImagePackage> images = new ConcurrentHashMap<>();
    final AtomicInteger handshakes = new AtomicInteger();
    final AtomicInteger brokenHandshakes = new AtomicInteger();
    final AtomicInteger openConnections = new AtomicInteger();
    final AtomicInteger unknownNonces = new AtomicInteger();
    final AtomicInteger foreignEvidence = new AtomicInteger();
    /** Number of polls over a metered link. */
    final AtomicInteger meteredPolls = new AtomicInteger();
    /** Polls that wait for a set. */
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    /** Number of polls that were answered with a manifest set. */
    final AtomicInteger sets = new AtomicInteger();
    /** Number of polls of devices that have staged a manifest set. */
    final AtomicInteger rechecks = new AtomicInteger();
    /** Runs before the response to such a poll. */
    volatile Runnable onRecheck = () -> {};
    /** Number of further such polls that get status 503. */
    final AtomicInteger recheckOutages = new AtomicInteger();
    /** Time of each unused nonce, by {@link System#nanoTime}. */
    private final Map<Nonce, Long> nonces = new ConcurrentHashMap<>();

    private final AtomicLong shortestAttestation = new AtomicLong(Long.MAX_VALUE);
    /** Outcome of all evidence, unless a test sets a verifier. */
    volatile Outcome outcome = Outcome.TRUSTED;
    /** Whether every request is refused. */
    volatile boolean unknownChip;
    /** Whether the gateway refuses updates to untrusted devices. */
    volatile boolean refusesRepair;

    /** Values of the {@code Range} headers of requests for images. */
    final List<String> ranges = new CopyOnWriteArrayList<>();
    /** Number of bytes of images that were sent. */
    final AtomicLong imageBytes = new AtomicLong();
    /** Number of further responses with an image that end after {@link #cutAfter} bytes, with the connection. */
    final AtomicInteger cutsLeft = new AtomicInteger();

    volatile int cutAfter;
    /** Whether all requests after such a response get status 503. */
    volatile boolean outageAfterCut;
    /** Distinguishes entity tags of the same image. */
    volatile String imageVersion = "";
    /** Answers requests for ranges, instead of the gateway. */
    volatile @Nullable Consumer<HttpServerRequest> onRange;

    private volatile @Nullable Verifier verifier;
    private volatile Predicate<DeviceId> known = device -> true;
    /** Untrusted devices, with the nonce of their last attestation. */
    private final Map<DeviceId, Nonce> untrusted = new ConcurrentHashMap<>();

    private final List<Offer> offers = new CopyOnWriteArrayList<>();

    private final TestInstallation installation;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    /** Decides on the outcome of evidence. */
    @FunctionalInterface
    public interface Verifier {
        /** Returns the result for evidence. */
        Appraisal appraise(Evidence evidence);
    }

    /** Result of an appraisal. */
    public record Appraisal(Outcome outcome, List<Finding> findings) {}

    /** A manifest set for some devices that have installed version {@code needs} or a later one. */
    private record Offer(long needs, OfferedSet set, Predicate<DeviceId> devices) {}

    /** Starts the gateway on a free port. */
    public SmallGateway(TestInstallation installation) throws Exception {
        this(installation, installation.server());
    }

    /** Starts the gateway with a server certificate on a free port. */
    SmallGateway(TestInstallation installation, TestInstallation.ServerPem pem) throws Exception {
        this.installation = installation;
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                        .setClientAuth(ClientAuth.REQUIRED)
                        .setTrustOptions(TrustOptions.wrap(new Anyone()))
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertValue(Buffer.buffer(pem.certificate()))
                                .addKeyValue(Buffer.buffer(pem.key()))))
                .exceptionHandler(broken -> brokenHandshakes.incrementAndGet())
                .connectionHandler(connection -> {
                    handshakes.incrementAndGet();
                    openConnections.incrementAndGet();
                    connection.closeHandler(closed -> openConnections.decrementAndGet());
                })
                .requestHandler(request -> request.body().onSuccess(body -> handle(request, body)));
        server.listen(0, "localhost").toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** Returns the URL of the gateway. */
    public URI uri() {
        return URI.create("https://localhost:" + server.actualPort());
    }

    /** Offers a manifest set with these images to all devices. */
    public void deploy(long newVersion, ImagePackage... newImages) {
        deploy(installation.manifest(newVersion, newImages), List.of(newImages));
    }

    /** Offers a manifest set and its images to all devices. */
    public void deploy(Blob manifest, List<ImagePackage> newImages) {
        for (ImagePackage image : newImages) {
            images.put(image.metadata().image().text(), image);
        }
        offer(manifest);
    }

    /** Offers a manifest set to all devices. */
    void offer(Blob manifest) {
        offer(OfferedSet.of(manifest));
    }

    /** Offers a manifest set with a list of devices to all devices. */
    void offer(OfferedSet set) {
        offers.clear();
        offers.add(new Offer(0, set, device -> true));
    }

    /** Offers no manifest set. */
    void withdraw() {
        offers.clear();
    }

    /** Offers a manifest set to devices that have installed version {@code needs}. Other devices get the earlier set first. */
    public void deployAfter(long needs, Blob manifest, ImagePackage... newImages) {
        for (ImagePackage image : newImages) {
            images.put(image.metadata().image().text(), image);
        }
        offers.add(new Offer(needs, OfferedSet.of(manifest), device -> true));
    }

    /** Offers a manifest set to one device, instead of the one for all devices. */
    public void deployTo(DeviceId device, Blob manifest, ImagePackage image) {
        images.put(image.metadata().image().text(), image);
        offers.add(new Offer(0, OfferedSet.of(manifest), device::equals));
    }

    private void handle(HttpServerRequest request, Buffer body) {
        String path = request.path().substring(DeviceProtocol.BASE.length());
        requests.add(path);
        if (outagesLeft.get() > 0 && outagesLeft.decrementAndGet() >= 0) {
            request.response()
                    .setStatusCode(UNAVAILABLE)
                    .putHeader("Retry-After", "0")
                    .end();
            return;
        }
        try {
            String use = use(request);
            switch (path) {
                case "challenge" -> answer(request, use, "hello", () -> json(request, challenge()));
                case "attest" -> answer(request, use, "hello", () -> attest(request, body));
                case "update" -> answer(request, use, forUpdates(request), () -> update(request));
                case "reports/batch" ->
                    answer(request, use, "update", () -> report(request, body, DeviceReport[].class));
                case "reports/event" ->
                    answer(request, use, "customer", () -> report(request, body, DeviceReport.class));
                default -> answer(request, use, forUpdates(request), () -> image(request, path));
            }
        } catch (IOException | FormatException | CertificateException e) {
            request.response().setStatusCode(BAD_REQUEST).end();
        }
    }

    private interface Step {
        void run() throws IOException, FormatException;
    }

    /** Runs a step if the request has the needed kind of certificate and the device is accepted. Otherwise sends 403. */
    private void answer(HttpServerRequest request, String use, String needed, Step step)
            throws IOException, FormatException {
        if (!use.equals(needed) || unknownChip || !known.test(device(request))) {
            request.response().setStatusCode(FORBIDDEN).end(DeviceProtocol.REFUSED);
        } else {
            step.run();
        }
    }

    /** Returns the kind of certificate that the device needs for updates. With the hello certificate, it sends its last nonce. */
    private String forUpdates(HttpServerRequest request) throws IOException {
        Nonce attested = untrusted.get(device(request));
        return attested != null
                        && attested.hex().equals(request.getHeader(DeviceProtocol.ATTESTATION_NONCE))
                        && !refusesRepair
                ? "hello"
                : "update";
    }

    /** Returns the kind of the client certificate: {@code hello}, {@code update} or {@code customer}. */
    private static String use(HttpServerRequest request) throws IOException, CertificateException {
        List<String> usages = peer(request).getExtendedKeyUsage();
        if (usages.contains(DeviceProtocol.UPDATE_USAGE)) {
            return "update";
        }
        return usages.contains(DeviceProtocol.CUSTOMER_USAGE) ? "customer" : "hello";
    }

    private static DeviceId device(HttpServerRequest request) throws IOException {
        return DeviceId.parse(peer(request).getSubjectX500Principal().getName().substring("CN=".length()));
    }

    private Challenge challenge() {
        Nonce nonce = Nonce.of(
                Digest.sha256(UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .bytes());
        nonces.put(nonce, System.nanoTime());
        return new Challenge(nonce, 60);
    }

    /** Appraises evidence. Refuses unknown and used nonces, and evidence of another device than the connection's. */
    private void attest(HttpServerRequest request, Buffer token) throws IOException, FormatException {
        Evidence verified = EvidenceFormat.verify(token.getBytes());
        Digest digest = Digest.sha256(token.getBytes());
        evidence.add(verified);
        Long given = nonces.remove(verified.nonce());
        boolean fresh = given != null;
        if (given != null) {
            shortestAttestation.accumulateAndGet(System.nanoTime() - given, Math::min);
        }
        boolean own = peer(request).getSubjectX500Principal().getName().equals("CN=" + verified.device());
        unknownNonces.addAndGet(fresh ? 0 : 1);
        foreignEvidence.addAndGet(own ? 0 : 1);
        if (fresh && own) {
            Verifier strict = verifier;
            AttestResponse response = strict == null
                    ? installation.answer(verified, digest, outcome)
                    : installation.answer(verified, digest, strict.appraise(verified));
            if (response.outcome() == Outcome.UNTRUSTED) {
                untrusted.put(verified.device(), verified.nonce());
            } else {
                untrusted.remove(verified.device());
            }
            json(request, response);
        } else {
            request.response().setStatusCode(FORBIDDEN).end(DeviceProtocol.REFUSED);
        }
    }

    private static X509Certificate peer(HttpServerRequest request) throws IOException {
        List<Certificate> chain = request.connection().peerCertificates();
        return (X509Certificate) chain.getFirst();
    }

    /** A poll that waits, and the status of its response. */
    private record Waiting(HttpServerRequest request, int status) {}

    int waitingPolls() {
        return waiting.size();
    }

    /** Ends the polls that wait. */
    void endWaits() {
        for (Waiting poll = waiting.poll(); poll != null; poll = waiting.poll()) {
            poll.request
                    .response()
                    .setStatusCode(poll.status)
                    .putHeader("Retry-After", "0")
                    .end();
        }
    }

    private void update(HttpServerRequest request) throws IOException {
        DeviceId device = device(request);
        meteredPolls.addAndGet("metered".equals(request.getParam("link")) ? 1 : 0);
        String staged = request.getHeader("If-None-Match");
        if (staged != null) {
            rechecks.incrementAndGet();
            onRecheck.run();
            if (recheckOutages.get() > 0) {
                recheckOutages.decrementAndGet();
                request.response()
                        .setStatusCode(UNAVAILABLE)
                        .putHeader("Retry-After", "0")
                        .end();
                return;
            }
        }
        long have = Long.parseLong(request.getParam("have"));
        Offer newest = null;
        for (Offer offer : offers) {
            newest = offer.needs() <= have && offer.devices().test(device) ? offer : newest;
        }
        if (newest == null || Digest.sha256(newest.set().signed().bytes()).hex().equals(request.getParam("digest"))) {
            if (request.getParam("wait") == null || staged != null) {
                request.response().setStatusCode(NO_CONTENT).end();
            } else {
                waiting.add(new Waiting(request, NO_CONTENT));
            }
            return;
        }
        OfferedSet set = newest.set();
        if (('"' + Digest.sha256(set.signed().bytes()).hex() + '"').equals(staged)) {
            if (request.getParam("wait") == null) {
                request.response().setStatusCode(NOT_MODIFIED).end();
            } else {
                waiting.add(new Waiting(request, NOT_MODIFIED));
            }
            return;
        }
        sets.incrementAndGet();
        if (set.members().length() > 0) {
            request.response()
                    .putHeader(
                            DeviceProtocol.MANIFEST_SET_LENGTH,
                            Integer.toString(set.signed().length()));
        }
        request.response()
                .end(Buffer.buffer(set.signed().bytes())
                        .appendBytes(set.members().bytes()));
    }

    private void image(HttpServerRequest request, String path) {
        ImagePackage image = images.get(path.substring("images/".length()));
        if (image == null) {
            request.response().setStatusCode(NOT_FOUND).end();
        } else {
            send(request, image.bytes());
        }
    }

    private void send(HttpServerRequest request, byte[] image) {
        String entityTag = '"' + Digest.sha256(image).hex() + imageVersion + '"';
        String range = request.getHeader("Range");
        Consumer<HttpServerRequest> otherwise = onRange;
        if (range != null) {
            ranges.add(range);
            if (otherwise != null) {
                otherwise.accept(request);
                return;
            }
        }
        String condition = request.getHeader("If-Range");
        String[] bounds = range != null && (condition == null || condition.equals(entityTag))
                ? range.substring("bytes=".length()).split("-", -1)
                : new String[] {"0", ""};
        int from = Integer.parseInt(bounds[0]);
        int end = bounds[1].isEmpty() ? image.length : Math.min(image.length, Integer.parseInt(bounds[1]) + 1);
        boolean cut = cutsLeft.get() > 0 && cutsLeft.decrementAndGet() >= 0;
        int to = cut ? Math.min(end, from + cutAfter) : end;
        imageBytes.addAndGet(to - from);
        HttpServerResponse response = request.response()
                .putHeader("ETag", entityTag)
                .putHeader("Content-Length", Integer.toString(end - from));
        if (from > 0 || end < image.length) {
            response.setStatusCode(PARTIAL_CONTENT)
                    .putHeader("Content-Range", "bytes " + from + "-" + (end - 1) + "/" + image.length);
        }
        Buffer body = Buffer.buffer(Arrays.copyOfRange(image, from, to));
        if (cut) {
            outagesLeft.set(outageAfterCut ? Integer.MAX_VALUE : 0);
            response.write(body).onComplete(sent -> request.connection().close());
        } else {
            response.end(body);
        }
    }

    private void report(HttpServerRequest request, Buffer body, Class<?> type) throws IOException {
        reportCalls.incrementAndGet();
        Object read = DeviceClient.JSON.readValue(body.getBytes(), type);
        List<DeviceReport> received =
                read instanceof DeviceReport[] batch ? List.of(batch) : List.of((DeviceReport) read);
        for (DeviceReport report : received) {
            if (!report.kind().isStored()) {
                states.add(report.detail());
            } else if (reports.put(report.id(), report) == null) {
                reportsInOrder.add(report);
            }
        }
        request.response().setStatusCode(NO_CONTENT).end();
    }

    private static void json(HttpServerRequest request, Object value) throws IOException {
        request.response().setStatusCode(OK).end(Buffer.buffer(DeviceClient.JSON.writeValueAsBytes(value)));
    }

    /** Returns the received evidence, in the order of arrival. */
    public List<Evidence> evidence() {
        return List.copyOf(evidence);
    }

    /** Returns the requested paths without the prefix of the protocol, in the order of arrival. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Returns the number of pieces of evidence with an unknown or used nonce. */
    public int unknownNonces() {
        return unknownNonces.get();
    }

    /** Returns the number of pieces of evidence that came over the connection of another device. */
    public int foreignEvidence() {
        return foreignEvidence.get();
    }

    /** Returns the shortest time from a challenge to its evidence. */
    public long shortestAttestationMillis() {
        return TimeUnit.NANOSECONDS.toMillis(shortestAttestation.get());
    }

    /** Sets the outcome of all further evidence. */
    public void answer(Outcome now) {
        outcome = now;
        verifier = null;
    }

    /** Sets the verifier that decides on all further evidence. */
    public void verifier(Verifier now) {
        verifier = now;
    }

    /** Refuses all devices that {@code devices} does not accept. */
    public void acceptOnly(Predicate<DeviceId> devices) {
        known = devices;
    }

    /** Answers all further requests with status 503. */
    public void outage() {
        outagesLeft.set(Integer.MAX_VALUE);
    }

    /** Returns the received reports, each once, in the order of arrival. */
    public List<DeviceReport> reports() {
        return List.copyOf(reportsInOrder);
    }

    /** Returns the states of updates that devices reported, in the order of arrival. */
    public List<String> states() {
        return states.stream().map(state -> state.getOrDefault("state", "")).toList();
    }

    /** Returns the number of successful TLS handshakes. */
    public int handshakes() {
        return handshakes.get();
    }

    /** Returns the number of connections that failed during the handshake. */
    public int brokenHandshakes() {
        return brokenHandshakes.get();
    }

    /** Returns the number of open connections. */
    public int openConnections() {
        return openConnections.get();
    }

    /** Returns the kinds of received reports, each report once. */
    public List<DeviceReport.Kind> reportedKinds() {
        List<DeviceReport.Kind> kinds = new ArrayList<>();
        reports.values().forEach(report -> kinds.add(report.kind()));
        return kinds;
    }

    /** Stops the gateway. */
    public void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** Accepts any client certificate. The handler of each request checks the device and the usage of the certificate. */
    private static final class Anyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // The gateway checks the usage of a certificate, but not its chain.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("this is a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
