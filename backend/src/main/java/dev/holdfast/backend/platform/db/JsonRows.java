package dev.holdfast.backend.platform.db;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * Passes a batch of rows as one parameter, such as {@code $1::text::json}, which a statement reads with {@code json_to_recordset}. Record
 * components are the columns, in snake case; nulls are left out. Binary values become {@code bytea}; large ones are cheaper as an array of
 * their own ({@link Columns#byteArrays}). JSON components need {@code @JsonRawValue}.
 */
public final class JsonRows {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(DeviceId.class, bytea(DeviceId::bytes))
                    .addSerializer(Digest.class, bytea(Digest::bytes))
                    .addSerializer(Nonce.class, bytea(Nonce::bytes))
                    .addSerializer(P256PublicKey.class, bytea(P256PublicKey::bytes))
                    .addSerializer(Blob.class, bytea(Blob::bytes)))
            .build()
            .writer();

    private JsonRows() {}

    public static String of(Collection<? extends Record> rows) {
        try {
            return WRITER.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the rows as JSON", e);
        }
    }

    private static <T> JsonSerializer<T> bytea(Function<T, byte[]> bytes) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeString("\\x" + HexFormat.of().formatHex(bytes.apply(value)));
            }
        };
    }
}
