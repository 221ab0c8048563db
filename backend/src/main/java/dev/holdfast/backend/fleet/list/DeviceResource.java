package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.FindDevices;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.device.DeviceCount;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.device.DeviceFields;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceUpdate;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Devices of a catalog and their descriptions. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/devices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class DeviceResource {
    private final Access access;
    private final FindDevices findDevices;
    private final ListDevices listDevices;
    private final DescribeDevice describeDevice;
    private final ListResponses responses;

    DeviceResource(
            Access access,
            FindDevices findDevices,
            ListDevices listDevices,
            DescribeDevice describeDevice,
            ListResponses responses) {
        this.access = access;
        this.findDevices = findDevices;
        this.listDevices = listDevices;
        this.describeDevice = describeDevice;
        this.responses = responses;
    }

    @GET
    @InCatalog(value = Permission.READ, anyScope = true)
    @APIResponseSchema(value = DevicePage.class, responseCode = "200")
    @Operation(
            operationId = "listDevices",
            summary = "List devices",
            description =
                    "A page of the readable devices that match the filter, such as is:untrusted product:toaster os:<24.06 seen:>7d"
                            + " tag:lab kitchen. sort is a field name, with '-' for descending order. For the next page, send the same request with next as"
                            + " the cursor. Changes between pages do not repeat or skip other devices (sorted by lastSeen, devices that"
                            + " report in between may move)."
                            + " fields is a comma-separated list of the fields to return.")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
        Filter request = Parameters.filter(parameters.filter(), DeviceFields.VOCABULARY);
        DeviceOrder order = DeviceOrder.parse(parameters.sort());
        return listDevices
                .page(
                        access.catalog(),
                        new ListDevices.Request(
                                access.caller().authority().scopesIn(access.catalog(), Permission.READ),
                                request,
                                order,
                                PageCursor.parse(parameters.cursor(), ListDevices.Request.list(request, order)),
                                Parameters.limit(parameters.limit())))
                .map(page -> responses.page(page, DeviceView.class, page.next(), parameters));
    }

    @GET
    @Path("count")
    @InCatalog(value = Permission.READ, anyScope = true)
    @Operation(
            operationId = "countDevices",
            summary = "Count devices",
            description = "Number of the readable devices that match the filter, such as is:untrusted.")
    public Uni<DeviceCount> count(@QueryParam("filter") @Nullable String filter) {
        return listDevices.count(
                access.catalog(),
                access.caller().authority().scopesIn(access.catalog(), Permission.READ),
                Parameters.filter(filter, DeviceFields.VOCABULARY));
    }

    @GET
    @Path("{deviceId}")
    @InCatalog(Permission.READ)
    @Operation(operationId = "getDevice", summary = "Read a device", description = "Returns its current state.")
    public Uni<DeviceView> get(@PathParam("deviceId") String deviceId) {
        return findDevices.one(access.catalog(), Parameters.device(deviceId));
    }

    @GET
    @Path("{deviceId}/update")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getDeviceUpdate",
            summary = "Read the update of a device",
            description =
                    "How far the device is with the update to its group's target, or why it has not installed it.")
    public Uni<DeviceUpdate> update(@PathParam("deviceId") String deviceId) {
        return findDevices.one(access.catalog(), Parameters.device(deviceId)).map(DeviceView::update);
    }

    @GET
    @Path("{deviceId}/description")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getDeviceDescription",
            summary = "Read a device's name, tags and notes",
            description = "Send the ETag as If-Match to change them.")
    public Uni<RestResponse<DeviceDescription>> description(@PathParam("deviceId") String deviceId) {
        return describeDevice.read(Parameters.device(deviceId)).map(DeviceResource::tagged);
    }

    @PUT
    @Path("{deviceId}/description")
    @InCatalog(Permission.MANAGE_FLEET)
    @Operation(
            operationId = "describeDevice",
            summary = "Name, tag and annotate a device",
            description = "Replaces all three. With If-Match, fails if the description changed since that version.")
    public Uni<RestResponse<DeviceDescription>> describe(
            @PathParam("deviceId") String deviceId,
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected,
            DeviceDescription request) {
        return describeDevice
                .describe(Parameters.device(deviceId), Bodies.required(request), IfMatch.of(expected))
                .map(DeviceResource::tagged);
    }

    private static RestResponse<DeviceDescription> tagged(DeviceDescription description) {
        return EntityTag.ok(description, DescribeDevice.tag(description));
    }
}
