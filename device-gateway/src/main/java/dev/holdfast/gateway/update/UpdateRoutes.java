package dev.holdfast.gateway.update;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.gateway.edge.BackendOutcomes;
import dev.holdfast.gateway.edge.DeviceGate;
import dev.holdfast.gateway.edge.DeviceIdentity;
import dev.holdfast.gateway.edge.Responses;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Routes {@code GET update?have={version}&digest={digest}} and {@code GET images/{imageId}}. */
@Singleton
final class UpdateRoutes {
    private static final String BYTES = "bytes";

    private final Targets targets;
    private final Images images;
    private final Contacts contacts;
    private final BackendOutcomes outcomes;
    private final Counter upToDate;
    private final Counter offered;
    private final Counter imageBytes;

    UpdateRoutes(Targets targets, Images images, Contacts contacts, BackendOutcomes outcomes, MeterRegistry metrics) {
        this.targets = targets;
        this.images = images;
        this.contacts = contacts;
        this.outcomes = outcomes;
        this.upToDate = polls(metrics, "up-to-date");
        this.offered = polls(metrics, "offered");
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
        targets.offeredTo(identity).onComplete(target -> answer(request, have, target), failure -> {
            contacts.note(identity, 0, DeviceGate.keyExchange(request), 0);
            outcomes.answer(request, failure);
        });
    }

    private void answer(RoutingContext request, long have, Optional<GroupTarget> target) {
        boolean isInstalled = target.filter(
                        offer -> offer.digest().equals(request.request().getParam("digest")))
                .isPresent();
        // Same version but another digest: a set of another group or catalog, which does not count as installed.
        boolean isOther =
                !isInstalled && target.filter(offer -> offer.version() == have).isPresent();
        boolean isOffered = target.isPresent() && !isInstalled;
        contacts.note(
                DeviceGate.identity(request),
                isOther ? 0 : have,
                DeviceGate.keyExchange(request),
                isOffered ? target.get().version() : 0);
        if (!isOffered) {
            upToDate.increment();
            Responses.noContent(request);
            return;
        }
        offered.increment();
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, ManifestSetFormat.MEDIA_TYPE)
                .end(target.get().manifestSet());
    }

    private void image(RoutingContext request) {
        ImageId image;
        try {
            image = ImageId.parse(request.pathParam("image"));
        } catch (IllegalArgumentException e) {
            Responses.malformed(request, "the image ID must be a GUID");
            return;
        }
        targets.offeredTo(DeviceGate.identity(request))
                .onComplete(target -> image(request, image, target), failure -> outcomes.answer(request, failure));
    }

    private void image(RoutingContext request, ImageId image, Optional<GroupTarget> target) {
        @Nullable Long length = target.map(offer -> offer.lengths().get(image)).orElse(null);
        if (target.isEmpty() || length == null) {
            Responses.notFound(request);
            return;
        }
        DeviceIdentity identity = DeviceGate.identity(request);
        images.get(target.get(), image, length, identity.witness())
                .recover(failure -> targets.refused(identity, failure))
                .onComplete(found -> send(request, found), failure -> outcomes.answer(request, failure));
    }

    private void send(RoutingContext request, Images.CachedImage image) {
        Buffer bytes = image.bytes();
        HttpServerResponse response = request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                .putHeader(HttpHeaders.ACCEPT_RANGES, BYTES)
                .putHeader(HttpHeaders.ETAG, image.entityTag());
        HttpServerRequest asked = request.request();
        switch (ByteRange.parse(
                asked.getHeader("Range"), asked.getHeader("If-Range"), image.entityTag(), bytes.length())) {
            case ByteRange.Whole() -> SlicedBody.send(response, bytes, 0, bytes.length(), imageBytes);
            case ByteRange.Satisfiable range -> {
                response.setStatusCode(206).putHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(bytes.length()));
                SlicedBody.send(response, bytes, range.from(), range.to(), imageBytes);
            }
            case ByteRange.Unsatisfiable() ->
                response.setStatusCode(416)
                        .putHeader(HttpHeaders.CONTENT_RANGE, BYTES + " */" + bytes.length())
                        .end();
        }
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
