package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the reference values of a rollout's images tentative until the rollout completes, so that attestation accepts them only on devices
 * that the rollout has opened. After an end without completion they stay tentative, and count until {@code tentative_until}.
 */
final class TentativeValues {
    // Leaves images that were current somewhere as they are, because devices may still run them.
    private static final String BEGIN = """
            update reference_value v set tentative = true
            where v.catalog_id = $1 and not v.tentative and v.retired_at is null and v.origin = 'UPLOAD'
              and v.image_id in (select i.image_id from deployment_image i where i.catalog_id = $1 and i.deployment_id = $2)
              and not exists (
                  select from deployment_image i join deployment d using (catalog_id, deployment_id)
                  where i.catalog_id = $1 and i.image_id = v.image_id and d.current_since is not null)
            returning v.image_id, v.name""";
    private static final String CONFIRM = """
            update reference_value v set tentative = false
            where v.catalog_id = $1 and v.tentative and v.retired_at is null
              and v.image_id in (select i.image_id from deployment_image i where i.catalog_id = $1 and i.deployment_id = $2)
            returning v.image_id, v.name""";

    private TentativeValues() {}

    /**
     * Makes the values of a rollout's new images tentative, in the transaction that opens its first phase. Returns the audit entries, which
     * the caller writes.
     *
     * @param deployment deployment of the rollout; null for none
     */
    static Uni<List<AuditEntry>> begin(Tx tx, @Nullable UUID deployment) {
        return tx.list(BEGIN, row -> row, tx.catalog(), deployment)
                .map(values -> values.stream()
                        .map(value -> tx.entry(
                                        "MakeReferenceValueTentative",
                                        image(value),
                                        "Made " + value.getString("name")
                                                + " tentative: until its rollout completes, only open devices may run it.")
                                .changing("state", "PERMANENT", "TENTATIVE"))
                        .toList());
    }

    /**
     * Makes the values of a rollout's images permanent, in the transaction that completes it. Returns the audit entries, which the caller
     * writes.
     *
     * @param deployment deployment of the rollout; null for none
     */
    static Uni<List<AuditEntry>> confirm(Tx tx, @Nullable UUID deployment) {
        return tx.list(CONFIRM, row -> row, tx.catalog(), deployment)
                .call(values ->
                        tx.emit(values.stream().map(TentativeValues::event).toList()))
                .map(values -> values.stream()
                        .map(value -> tx.entry(
                                        "ConfirmReferenceValue",
                                        image(value),
                                        "Made " + value.getString("name") + " permanent: its rollout completed.")
                                .changing("state", "TENTATIVE", "PERMANENT"))
                        .toList());
    }

    private static Event event(Row value) {
        return Event.of("ReferenceValueConfirmed", image(value), Map.of("name", value.getString("name")));
    }

    private static String image(Row value) {
        return value.getUUID("image_id").toString();
    }
}
