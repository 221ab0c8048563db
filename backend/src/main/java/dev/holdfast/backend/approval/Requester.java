package dev.holdfast.backend.approval;

import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Subject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Who asked, as it is kept. What they may do is not kept but asked anew; their groups are, since only an access token tells them.
 *
 * @param subject for the identity provider; of a service whoever made its token
 * @param service what the audit log calls a service; null of a person
 */
record Requester(Subject subject, @Nullable String service) {
    static Requester of(Caller caller) {
        return new Requester(caller.subject(), caller.isService() ? caller.name() : null);
    }

    static Requester read(JsonObject json) {
        return new Requester(
                new Subject(
                        json.getString("issuer"),
                        json.getString("id"),
                        // Roles that were given to an address are bound to whoever comes with it first: only its bearer
                        // may do that.
                        null,
                        json.getJsonArray("groups").stream()
                                .map(String::valueOf)
                                .toList()),
                json.getString("service"));
    }

    String written() {
        return new JsonObject()
                .put("issuer", subject.issuer())
                .put("id", subject.id())
                .put("groups", new JsonArray(subject.groups()))
                .put("service", service)
                .encode();
    }

    /** Returns whether that is the same subject, or their service, whatever their name is by now. */
    boolean is(Subject other) {
        return !subject.id().isEmpty()
                && subject.issuer().equals(other.issuer())
                && subject.id().equals(other.id());
    }
}
