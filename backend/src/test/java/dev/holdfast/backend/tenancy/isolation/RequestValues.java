package dev.holdfast.backend.tenancy.isolation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Replaces texts in the bodies of valid requests. */
public final class RequestValues {
    /** The body, which contains the replacement only while {@link #bodies} gets a copy. */
    private final JsonObject body;

    private final String text;
    private final List<String> bodies = new ArrayList<>();

    private RequestValues(JsonObject body, String text) {
        this.body = body;
        this.text = text;
    }

    /** Returns a copy of the request for each text in its JSON body. In each copy, {@code text} replaces one of these texts. */
    public static List<Request> each(Request request, SampleIds about, String text) {
        if (!request.mediaType().equals("application/json")) {
            return List.of();
        }
        String body = new String(request.body(about), StandardCharsets.UTF_8);
        RequestValues values = new RequestValues(new JsonObject(body), text);
        values.in(values.body);
        return values.bodies.stream().map(request::withBody).toList();
    }

    /** Replaces each text in an object, one after the other. */
    private void in(JsonObject object) {
        for (String member : List.copyOf(object.fieldNames())) {
            in(object.getValue(member), changed -> object.put(member, changed));
        }
    }

    /** Replaces a text, or each text in a list or an object. {@code put} changes the value in the body. */
    private void in(Object value, Consumer<Object> put) {
        if (value instanceof JsonObject inner) {
            in(inner);
        } else if (value instanceof JsonArray inner) {
            for (int i = 0; i < inner.size(); i++) {
                int at = i;
                in(inner.getValue(i), changed -> inner.set(at, changed));
            }
        } else if (value instanceof String was) {
            put.accept(text);
            bodies.add(body.encode());
            put.accept(was);
        }
    }
}
