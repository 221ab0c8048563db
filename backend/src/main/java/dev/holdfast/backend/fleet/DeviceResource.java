package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.identity.Act;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Devices of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/devices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class DeviceResource {
    private final Access access;
    private final FindDevices findDevices;

    DeviceResource(Access access, FindDevices findDevices) {
        this.access = access;
        this.findDevices = findDevices;
    }

    @GET
    @InCatalog(Act.READ)
    @Operation(
            operationId = "listDevices",
            summary = "List devices",
            description =
                    "A page of the devices that match. Text is the beginning of a device ID or name, or the code of a"
                            + " finding. Sort is a field's name, with '-' before it for the other way round.")
    public Uni<DevicePage> list(
            @QueryParam("text") @Nullable String text,
            @QueryParam("trust") @Nullable String trust,
            @QueryParam("health") @Nullable String health,
            @QueryParam("product") @Nullable String product,
            @QueryParam("group") @Nullable String group,
            @QueryParam("blocked") @Nullable String blocked,
            @QueryParam("sort") @DefaultValue("id") String sort,
            @QueryParam("offset") @Nullable String offset,
            @QueryParam("limit") @Nullable String limit) {
        Trust wanted = trust == null ? null : Parameters.constant("trust", trust, Trust.class);
        Health known = health == null ? null : Parameters.constant("health", health, Health.class);
        return findDevices.page(
                access.catalog(),
                new DeviceFilter(text, wanted, known, product, group, Parameters.flag("blocked", blocked)),
                sort,
                Parameters.offset(offset),
                Parameters.limit(limit));
    }

    @GET
    @Path("{deviceId}")
    @InCatalog(Act.READ)
    @Operation(operationId = "getDevice", summary = "Read a device", description = "How it stands now.")
    public Uni<DeviceView> get(@PathParam("deviceId") String deviceId) {
        return findDevices.one(access.catalog(), Parameters.device(deviceId));
    }
}
