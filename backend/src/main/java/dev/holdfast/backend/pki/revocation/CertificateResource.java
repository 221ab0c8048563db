package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.fleet.FindDevices;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.tenancy.command.Outcome;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.revocation.CertificateImpact;
import dev.holdfast.contract.operator.revocation.CertificateRevocation;
import dev.holdfast.contract.operator.revocation.CertificateView;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Device certificates, their revocation, and retiring authorities. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificates")
public class CertificateResource {
    private final Access access;
    private final Commands commands;
    private final FindDevices findDevices;
    private final ListCertificates listCertificates;
    private final ListResponses responses;
    private final RevokeCertificates revokeCertificates;
    private final RetireAuthority retireAuthority;

    CertificateResource(
            Access access,
            Commands commands,
            FindDevices findDevices,
            ListCertificates listCertificates,
            ListResponses responses,
            RevokeCertificates revokeCertificates,
            RetireAuthority retireAuthority) {
        this.access = access;
        this.commands = commands;
        this.findDevices = findDevices;
        this.listCertificates = listCertificates;
        this.responses = responses;
        this.revokeCertificates = revokeCertificates;
        this.retireAuthority = retireAuthority;
    }

    @GET
    @Path("device-certificates")
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = CertificateView[].class, responseCode = "200")
    @Operation(
            operationId = "listDeviceCertificates",
            summary = "List the certificates of all devices",
            description =
                    "Lists certificates that match the filter, such as is:valid expires:<3h, expired ones included, by device (device) or"
                            + " serial number (serial).")
    public Uni<RestResponse<Object>> all(@BeanParam ListParameters parameters) {
        return responses.page(
                listCertificates,
                listCertificates.pages(access.catalog(), parameters.filter(), parameters.sort()),
                parameters);
    }

    @GET
    @Path("devices/{deviceId}/certificates")
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = CertificateView[].class, responseCode = "200")
    @Operation(
            operationId = "listCertificates",
            summary = "List the certificates of a device",
            description =
                    "Lists its certificates in this catalog, expired ones included, latest expiry first (-expires).")
    public Uni<RestResponse<Object>> list(
            @PathParam("deviceId") String deviceId, @BeanParam ListParameters parameters) {
        return listCertificates
                .ofDevice(access.catalog(), Parameters.device(deviceId), parameters)
                .chain(pages -> responses.page(listCertificates, pages, parameters));
    }

    @POST
    @Path("devices/{deviceId}/certificates/revocation-impact")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "previewDeviceRevocation",
            summary = "Preview revoking a device's certificates",
            description = "Returns what the device would lose and when it expires. Changes nothing.")
    public Uni<CertificateImpact> deviceImpact(@PathParam("deviceId") String deviceId) {
        DeviceId device = Parameters.device(deviceId);
        return findDevices
                .requireEverHad(access.catalog(), device)
                .chain(() -> revokeCertificates.previewDevice(access.catalog(), device));
    }

    @POST
    @Path("devices/{deviceId}/certificates/revoke")
    @InCatalog(Permission.MANAGE_CATALOG)
    @APIResponseSchema(value = RevokedCertificates.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "revokeDeviceCertificates",
            summary = "Revoke all certificates of a device",
            description =
                    "Revokes all valid certificates. A device that is not blocked gets new ones at its next attestation. If the catalog"
                            + " requires approval, responds 202 with the pending request.")
    public Uni<RestResponse<Object>> revokeDevice(@PathParam("deviceId") String deviceId, CertificateRevocation why) {
        Revocation request = Revocation.of(Parameters.device(deviceId), null, Bodies.required(why));
        return findDevices
                .requireEverHad(access.catalog(), request.device())
                .chain(() -> commands.submit(revokeCertificates, request))
                .map(Outcome::ok);
    }

    @POST
    @Path("device-certificates/{serial}/revocation-impact")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "previewCertificateRevocation",
            summary = "Preview revoking a certificate",
            description = "Returns its device and expiry. Changes nothing.")
    public Uni<CertificateImpact> impact(@PathParam("serial") String serial) {
        return revokeCertificates.previewOne(access.catalog(), SerialNumber.parse(serial));
    }

    @POST
    @Path("device-certificates/{serial}/revoke")
    @InCatalog(Permission.MANAGE_CATALOG)
    @APIResponseSchema(value = RevokedCertificates.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "revokeCertificate",
            summary = "Revoke a certificate of a device",
            description =
                    "Revokes it permanently, by serial number. The device keeps its other certificates. If the catalog requires approval,"
                            + " responds 202 with the pending request.")
    public Uni<RestResponse<Object>> revoke(@PathParam("serial") String serial, CertificateRevocation why) {
        SerialNumber number = SerialNumber.parse(serial);
        CertificateRevocation required = Bodies.required(why);
        return revokeCertificates
                .bearer(access.catalog(), number)
                .chain(device -> commands.submit(revokeCertificates, Revocation.of(device, number, required)))
                .map(Outcome::ok);
    }

    @POST
    @Path("certificates/authorities/{serial}/retirement-impact")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "previewAuthorityRetirement",
            summary = "Preview retiring an authority",
            description =
                    "Returns the number of devices and certificates by group, and their latest expiry. Changes nothing.")
    public Uni<CertificateImpact> retirementImpact(@PathParam("serial") String serial) {
        return retireAuthority
                .named(access.catalog(), serial)
                .chain(named -> retireAuthority.preview(access.catalog(), named));
    }

    // The next authority's key may be stored before the commit. A client that disconnects must not leave a key without
    // an authority.
    @Cancellable(false)
    @POST
    @Path("certificates/authorities/{serial}/retire")
    @InCatalog(Permission.MANAGE_CATALOG)
    @APIResponseSchema(value = RevokedCertificates.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "retireAuthority",
            summary = "Retire an authority of the catalog",
            description =
                    "Retires it permanently. Gateways refuse its certificates, the next authority signs at once, and devices that are not"
                            + " blocked get new certificates by attesting. If the catalog requires approval, responds 202 with the"
                            + " pending request.")
    public Uni<RestResponse<Object>> retire(@PathParam("serial") String serial, Reason why) {
        String reason = Bodies.required(why).reason();
        return retireAuthority
                .named(access.catalog(), serial)
                .chain(named -> commands.submit(retireAuthority, new RetireAuthority.Request(named, reason)))
                .map(Outcome::ok);
    }
}
