package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Act;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whole lists of devices, as a stream. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/devices")
@Tag(name = "Devices")
public class DeviceExportResource {
    private final Access access;
    private final ExportDevices exportDevices;

    DeviceExportResource(Access access, ExportDevices exportDevices) {
        this.access = access;
        this.exportDevices = exportDevices;
    }

    @GET
    @Path("export.csv")
    @Produces("text/csv")
    @InCatalog(Act.READ)
    @Operation(
            operationId = "exportDevicesAsCsv",
            summary = "Export devices as CSV",
            description =
                    "Every device that meets the filter, in the order asked for, with a header (RFC 4180); what a spreadsheet"
                            + " would take for a formula begins with an apostrophe. Lists of words have blanks between them. It is"
                            + " complete if the answer ends as HTTP says that answers end.")
    public Multi<byte[]> csv(
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("sort") @DefaultValue("id") String sort,
            @QueryParam("fields") @Nullable String fields) {
        return exportDevices.csv(access.caller(), access.catalog(), wanted(filter, sort, fields));
    }

    @GET
    @Path("export.ndjson")
    @Produces("application/x-ndjson")
    @InCatalog(Act.READ)
    @Operation(
            operationId = "exportDevicesAsJsonLines",
            summary = "Export devices as lines of JSON",
            description = "Every device that meets the filter, in the order asked for, an object a line.")
    public Multi<byte[]> ndjson(
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("sort") @DefaultValue("id") String sort,
            @QueryParam("fields") @Nullable String fields) {
        return exportDevices.ndjson(access.caller(), access.catalog(), wanted(filter, sort, fields));
    }

    private static ExportDevices.Wanted wanted(@Nullable String filter, String sort, @Nullable String fields) {
        return new ExportDevices.Wanted(
                DeviceFilters.of(filter).filter(), DeviceOrder.parse(sort), ChosenFields.parse(fields));
    }
}
