package dev.holdfast.backend.attestation.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.fleet.DeviceHistory;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.attestation.DeviationView;
import dev.holdfast.contract.operator.attestation.FindingView;
import dev.holdfast.contract.operator.attestation.MeasurementView;
import dev.holdfast.contract.operator.device.Trust;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.List;

/** Lists attestations of a device, newest first. */
@Singleton
public class ListAttestations extends DeviceHistory<AttestationView> {
    private static final TypeReference<List<FindingView>> FINDINGS = new TypeReference<>() {};
    private static final TypeReference<List<DeviationView>> DEVIATIONS = new TypeReference<>() {};
    private static final TypeReference<List<MeasurementView>> MEASUREMENTS = new TypeReference<>() {};
    private static final String SELECT = """
            select attestation_id, at, trust, policy_id, policy_version, findings::text, measurements::text,
                   coalesce(deviations, '[]')::text as deviations, boot_count,
                   debug_state, remote_address, evidence, result
            from kept_attestation where catalog_id = $1 and device_id = $2""";
    private static final Order.Key ID = new Order.Key("id", "x.attestation_id", "bigint");
    private static final Order NEWEST = new Order(ID, ID, true);

    private static final String TOKENS = """
            select evidence, result from kept_attestation
            where catalog_id = $1 and device_id = $2 and attestation_id = $3""";

    private final ObjectMapper json;

    ListAttestations(Transactions transactions, ObjectMapper json) {
        super(transactions, "attestations", SELECT, NEWEST);
        this.json = json;
    }

    /** Signed tokens of an attestation: the evidence from the device and the result for it. */
    public record Tokens(Blob evidence, Blob result) {}

    public Uni<Tokens> tokens(CatalogId catalog, DeviceId device, long attestation) {
        return transactions
                .inCatalog(
                        catalog,
                        tx -> tx.find(
                                TOKENS,
                                row -> new Tokens(Columns.blob(row, "evidence"), Columns.blob(row, "result")),
                                catalog,
                                device,
                                attestation))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Attestation " + attestation)));
    }

    @Override
    protected AttestationView view(Row row) {
        return new AttestationView(
                row.getLong("attestation_id"),
                Columns.instant(row, "at"),
                Trust.valueOf(row.getString("trust")),
                row.getString("policy_id"),
                row.getInteger("policy_version"),
                read(row.getString("findings"), FINDINGS),
                read(row.getString("measurements"), MEASUREMENTS),
                read(row.getString("deviations"), DEVIATIONS),
                row.getLong("boot_count"),
                row.getString("debug_state"),
                row.getString("remote_address"),
                Columns.blob(row, "evidence"),
                Columns.blob(row, "result"));
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored attestation cannot be read", e);
        }
    }
}
