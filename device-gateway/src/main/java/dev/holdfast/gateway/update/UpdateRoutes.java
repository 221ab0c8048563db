package dev.holdfast.gateway.update;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.gateway.edge.BackendOutcomes;
import dev.holdfast.gateway.edge.DeviceGate;
import dev.holdfast.gateway.edge.DeviceIdentity;
import dev.holdfast.gateway.edge.Responses;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Routes {@code GET update} and {@code GET images/{imageId}}. {@link DeviceProtocol} has their parameters. */
@Singleton
final class UpdateRoutes {
    private static final String BYTES = "bytes";

    private final Targets targets;
    private final UpdatePolicies policies;
    private final WaitingPolls waiting;
    private final ImageChunks images;
    private final DownloadTimes times;
    private final Contacts contacts;
    private final BackendOutcomes outcomes;
    private final Counter upToDate;
    private final Counter offered;
    private final Counter held;
    private final Counter staged;
    private final Counter imageBytes;

    UpdateRoutes(
            Targets targets,
            UpdatePolicies policies,
            WaitingPolls waiting,
            ImageChunks images,
            DownloadTimes times,
            Contacts contacts,
            BackendOutcomes outcomes,
            MeterRegistry metrics) {
        this.targets = targets;
        this.policies = policies;
        this.waiting = waiting;
        this.images = images;
        this.times = times;
        this.contacts = contacts;
        this.outcomes = outcomes;
        this.upToDate = polls(metrics, "up-to-date");
        this.offered = polls(metrics, "offered");
        this.held = polls(metrics, "held");
        this.staged = polls(metrics, "staged");
        this.imageBytes = Counter.builder("holdfast.gateway.image.bytes")
                .description("Bytes of images sent to devices")
                .register(metrics);
    }

    private static Counter polls(MeterRegistry metrics, String answer) {
        return Counter.builder("holdfast.gateway.polls")
                .description("Polls for updates, by answer")
                .tag("answer", answer)
                .register(metrics);
    }

    void mount(@Observes Router router) {
        router.get(DeviceProtocol.BASE + "update").handler(this::poll);
        router.get(DeviceProtocol.BASE + "images/:image").handler(this::image);
    }

    private void poll(RoutingContext request) {
        long have = version(request.request().getParam("have"));
        if (have < 0) {
            Responses.malformed(request, "have must be the version of the installed manifest set, 0 for none");
            return;
        }
        DeviceIdentity identity = DeviceGate.identity(request);
        WaitingPolls.Wait wait = waiting.begin(request);
        targets.find(identity).onComplete(found -> answer(request, have, wait, found), failure -> {
            note(request, 0, 0, "");
            outcomes.answer(request, failure);
        });
    }

    private void answer(
            RoutingContext request, long have, WaitingPolls.Wait wait, Optional<Targets.DeviceTarget> found) {
        Targets.DeviceTarget target = found.orElse(null);
        ServedSet set = target == null ? null : target.set(have);
        boolean isInstalled = set != null && set.isInstalled(request.request().getParam("digest"));
        // Same version but another digest: a set of another group or catalog, which does not count as installed.
        boolean isOther = !isInstalled && set != null && set.version() == have;
        long installed = isOther ? 0 : have;
        if (target == null || set == null || isInstalled) {
            note(request, installed, 0, "");
            upToDate.increment();
            waiting.noContent(request, wait);
            return;
        }
        String heldBy =
                policies.heldBy(new UpdatePolicies.Poll(target.assignment(), set, installed, isMetered(request)));
        note(request, installed, set.version(), heldBy);
        if (!heldBy.isEmpty()) {
            held.increment();
            waiting.noContent(request, wait);
        } else if (set.entityTag().equals(request.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            staged.increment();
            waiting.notModified(request, wait, set.entityTag());
        } else {
            offered.increment();
            send(request.response(), set);
        }
    }

    private static void send(HttpServerResponse response, ServedSet set) {
        String length = set.length();
        if (length != null) {
            response.putHeader(DeviceProtocol.MANIFEST_SET_LENGTH, length);
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, ManifestSetFormat.MEDIA_TYPE)
                .putHeader(HttpHeaders.ETAG, set.entityTag())
                .end(set.body());
    }

    private void note(RoutingContext request, long installed, long offeredVersion, String heldBy) {
        contacts.note(DeviceGate.identity(request), installed, DeviceGate.keyExchange(request), offeredVersion, heldBy);
    }

    private static boolean isMetered(RoutingContext request) {
        return "metered".equals(request.request().getParam("link"));
    }

    private void image(RoutingContext request) {
        ImageId image;
        try {
            image = ImageId.parse(request.pathParam("image"));
        } catch (IllegalArgumentException e) {
            Responses.malformed(request, "the image ID must be a GUID");
            return;
        }
        targets.find(DeviceGate.identity(request))
                .onComplete(found -> image(request, image, found), failure -> outcomes.answer(request, failure));
    }

    /** A policy that holds the target holds its images, too, also of a download that was begun before. */
    private boolean isOffered(RoutingContext request, Targets.DeviceTarget target, ServedSet set) {
        long have = Math.max(0, version(request.request().getParam("have")));
        return policies.heldBy(new UpdatePolicies.Poll(target.assignment(), set, have, isMetered(request)))
                .isEmpty();
    }

    private void image(RoutingContext request, ImageId image, Optional<Targets.DeviceTarget> found) {
        Targets.DeviceTarget target = found.orElse(null);
        ServedSet set = target == null ? null : target.set(0);
        InternalApi.TargetImage listed = set == null ? null : set.images().get(image);
        if (target == null || set == null || listed == null || !isOffered(request, target, set)) {
            Responses.notFound(request);
            return;
        }
        UUID group = target.target().group();
        DownloadTimes.Limit limit = times.limit(DeviceGate.identity(request).device(), policies.pace(set));
        int length = (int) listed.length();
        String entityTag = entityTag(listed);
        HttpServerRequest asked = request.request();
        switch (ByteRange.parse(asked.getHeader("Range"), asked.getHeader("If-Range"), entityTag, length)) {
            case ByteRange.Whole() -> send(request, group, listed, new Part(0, length, null, limit));
            case ByteRange.Satisfiable range ->
                send(request, group, listed, new Part(range.from(), range.to(), range.contentRange(length), limit));
            case ByteRange.Unsatisfiable() ->
                described(request, listed)
                        .setStatusCode(416)
                        .putHeader(HttpHeaders.CONTENT_RANGE, BYTES + " */" + length)
                        .end();
        }
    }

    /**
     * Part of an image to send.
     *
     * @param from first byte
     * @param to byte after the last
     * @param contentRange value of {@code Content-Range}; null for the whole image
     * @param limit bandwidth of the device
     */
    private record Part(int from, int to, @Nullable String contentRange, DownloadTimes.Limit limit) {}

    /** Sends a part of an image, after its first chunk is loaded, so that a failure before it gets a response. */
    private void send(RoutingContext request, UUID group, InternalApi.TargetImage image, Part part) {
        DeviceIdentity identity = DeviceGate.identity(request);
        IntFunction<Future<Buffer>> chunks = index -> images.get(group, image, index, identity.witness())
                .recover(failure -> targets.refused(identity, failure));
        chunks.apply(ImageBody.index(part.from))
                .onComplete(
                        first -> {
                            HttpServerResponse response = described(request, image)
                                    .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(part.to - part.from));
                            if (part.contentRange == null) {
                                response.putHeader(
                                        "Content-Digest", image.contentDigest().contentDigest());
                            } else {
                                response.setStatusCode(206).putHeader(HttpHeaders.CONTENT_RANGE, part.contentRange);
                            }
                            ImageBody.send(
                                    response,
                                    chunks,
                                    first,
                                    part.from,
                                    part.to,
                                    part.limit,
                                    request.vertx(),
                                    imageBytes);
                        },
                        failure -> outcomes.answer(request, failure));
    }

    /** Returns the response with the fields that every response about an image has. */
    private static HttpServerResponse described(RoutingContext request, InternalApi.TargetImage image) {
        return request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                .putHeader(HttpHeaders.ACCEPT_RANGES, BYTES)
                .putHeader(HttpHeaders.ETAG, entityTag(image));
    }

    /** Returns the strong entity tag (RFC 9110 §8.8.3): the SHA-256 of the image in lower-case hex, in quotes. All gateways have the same. */
    private static String entityTag(InternalApi.TargetImage image) {
        return '"' + image.contentDigest().hex() + '"';
    }

    /** Returns the version, or a negative number for anything but a decimal number of at most 18 digits. */
    private static long version(@Nullable String have) {
        if (have == null
                || have.isEmpty()
                || have.length() > 18
                || !have.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Long.parseLong(have);
    }
}
