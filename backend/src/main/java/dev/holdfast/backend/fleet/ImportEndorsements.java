package dev.holdfast.backend.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.EndorsementImport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Objects;

/** Takes a silicon maker's word on its chips: only endorsed chips can be claimed and attest. */
@ApplicationScoped
public class ImportEndorsements {
    // In the order of the keys, so that two imports of overlapping lists cannot wait for each other.
    private static final String ADD = """
            insert into endorsement (device_id, general_key, sku, maker, imported_at, catalog_name)
            select device_id, general_key, sku, $4, $5, $6
            from unnest($1::bytea[], $2::bytea[], $3::text[]) as e(device_id, general_key, sku)
            order by device_id
            on conflict (device_id) do nothing""";

    private final MakerKeys makers;
    private final ObjectMapper json;
    private final Transactions transactions;
    private final AuditLog audit;
    private final Clock clock;

    ImportEndorsements(MakerKeys makers, ObjectMapper json, Transactions transactions, AuditLog audit, Clock clock) {
        this.makers = makers;
        this.json = json;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Imports a signed list; a chip that is known already stays as it is. */
    public Uni<EndorsementImport> importList(Caller caller, String compact) {
        return Workers.run(() -> EndorsementList.verify(compact, makers::endorsing, json))
                .chain(list -> transactions.sqlInInstallation(sql -> write(sql, caller, list)));
    }

    private Uni<EndorsementImport> write(Sql sql, Caller caller, EndorsementList list) {
        return sql.update(
                        ADD,
                        Columns.byteArrays(
                                list.devices(), device -> device.deviceId().bytes()),
                        Columns.byteArrays(
                                list.devices(), device -> device.generalKey().bytes()),
                        Columns.texts(list.devices(), device -> Objects.requireNonNullElse(device.sku(), "")),
                        list.maker(),
                        clock.instant(),
                        list.catalog())
                .map(added -> new EndorsementImport(
                        list.maker(), added, list.devices().size() - added))
                .call(done -> audit.append(
                        sql,
                        CatalogId.INSTALLATION,
                        caller.name(),
                        "ImportEndorsements",
                        list.maker(),
                        "Imported " + done.added() + " new chips; " + done.known() + " were known."));
    }
}
