package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.tenancy.Mandate;
import dev.holdfast.backend.tenancy.authority.Subject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Optional;

/** Who asked, as it is kept beside their name. */
final class Requester {
    private Requester() {}

    static String written(Mandate mandate) {
        return new JsonObject()
                .put("issuer", mandate.subject().issuer())
                .put("id", mandate.subject().id())
                .put("groups", new JsonArray(mandate.subject().groups()))
                .encode();
    }

    /** Returns who asked; empty of those that were asked for before Holdfast kept it. */
    static Optional<Mandate> read(Row row) {
        return Optional.ofNullable((JsonObject) row.getValue("requester"))
                .map(json ->
                        new Mandate(row.getString("requested_by"), subject(json), Columns.digestOrNull(row, "token")));
    }

    private static Subject subject(JsonObject json) {
        return new Subject(
                json.getString("issuer"),
                json.getString("id"),
                // Roles that were given to an address are bound to whoever comes with it first: only its bearer may do
                // that.
                null,
                json.getJsonArray("groups").stream().map(String::valueOf).toList());
    }
}
