package dev.holdfast.backend.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.backend.platform.audit.AuditRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The hashed bytes of an entry: one line of JSON in UTF-8. Members have a fixed order; absent ones are left out. The format must never
 * change for existing entries, because their hashes are signed.
 */
final class Leaf {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Leaf() {}

    static byte[] of(AuditRow row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("catalog", row.catalog().toString());
            json.writeNumberField("sequence", row.sequence());
            json.writeStringField("at", MICROSECONDS.format(row.at()));
            json.writeStringField("actor", row.actor());
            text(json, "actorIssuer", row.actorIssuer());
            text(json, "actorSubject", row.actorSubject());
            text(json, "approverIssuer", row.approverIssuer());
            text(json, "approverSubject", row.approverSubject());
            json.writeStringField("action", row.action());
            json.writeStringField("subject", row.subject());
            json.writeStringField("detail", row.detail());
            text(json, "reason", row.reason());
            text(json, "address", row.address());
            text(json, "agent", row.agent());
            text(json, "correlation", row.correlation());
            text(json, "token", row.token());
            text(json, "tokenId", row.tokenId() == null ? null : row.tokenId().toString());
            raw(json, "before", row.before());
            raw(json, "after", row.after());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void raw(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            // JSON has line feeds only between tokens; an entry is one line.
            json.writeRawValue(value.replace('\n', ' ').replace('\r', ' '));
        }
    }
}
