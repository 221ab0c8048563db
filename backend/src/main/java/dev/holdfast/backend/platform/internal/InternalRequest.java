package dev.holdfast.backend.platform.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.device.InternalApi.Witness;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.operator.text.PlainText;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Request of a gateway. Every getter fails with a problem when the value is malformed. */
public final class InternalRequest {
    private final RoutingContext request;
    private final ObjectMapper json;

    InternalRequest(RoutingContext request, ObjectMapper json) {
        this.request = request;
        this.json = json;
    }

    public <T> T body(Class<T> type) {
        Buffer body = request.body().buffer();
        if (body == null) {
            throw ProblemException.invalid("body", "is missing");
        }
        try {
            T value = json.readValue(body.getBytes(), type);
            if (value == null) {
                throw ProblemException.invalid("body", "must not be null");
            }
            return value;
        } catch (IOException e) {
            // The problem document has Jackson's message.
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a device ID in the path. */
    public DeviceId device(String name) {
        return Parameters.device(request.pathParam(name));
    }

    /** Returns the witness in the query. Its device is in the path as {@code deviceId}, or else in the query as {@code device}. */
    public Witness witness() {
        try {
            DeviceId device = request.pathParam("deviceId") == null
                    ? DeviceId.parse(text("device").orElse(""))
                    : device("deviceId");
            return new Witness(
                    device,
                    text("serial").orElse(null),
                    text("nonce").map(Nonce::parse).orElse(null));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("witness", String.valueOf(e.getMessage()));
        }
    }

    /** Returns a GUID in the path. */
    public UUID guid(String name) {
        return Parameters.guid(name, request.pathParam(name));
    }

    /** Returns a plain text in the query, which the database can store; empty if the parameter is missing. */
    public Optional<String> text(String name) {
        Optional<String> text = request.queryParam(name).stream().findFirst();
        if (text.filter(value -> !PlainText.isLine(value)).isPresent()) {
            throw ProblemException.invalid(name, PlainText.RULE);
        }
        return text;
    }

    /** Returns a whole number in the query; empty if the parameter is missing. */
    public OptionalLong number(String name) {
        List<String> values = request.queryParam(name);
        if (values.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(values.getFirst()));
        } catch (NumberFormatException e) {
            throw ProblemException.invalid(name, "is not a whole number");
        }
    }
}
