package dev.holdfast.backend.pki.relyingparty;

import dev.holdfast.backend.pki.certificate.Pem;
import dev.holdfast.backend.pki.certificate.Pkcs7;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.contract.operator.authority.ProofOfPossession;
import dev.holdfast.contract.operator.authority.ProofRequest;
import dev.holdfast.contract.operator.identity.Act;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The authorities that a catalog has, one after the other, for those who must trust them. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/certificates/authorities")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificates")
public class CatalogAuthoritiesResource {
    /** RFC 8551 §3.2.2. */
    private static final String PKCS7 = "application/pkcs7-mime; smime-type=certs-only";

    private final Access access;
    private final ListAuthorities listAuthorities;
    private final ProvePossession provePossession;

    CatalogAuthoritiesResource(Access access, ListAuthorities listAuthorities, ProvePossession provePossession) {
        this.access = access;
        this.listAuthorities = listAuthorities;
        this.provePossession = provePossession;
    }

    @GET
    @InCatalog(Act.READ)
    @Operation(
            operationId = "listAuthorities",
            summary = "List the catalog's certificate authorities",
            description =
                    "The newest first. The next one is minted 90 days before the active one ends, and active 45 days"
                            + " later; until the old one ends, both are trusted.")
    public Uni<List<CatalogAuthorityView>> list() {
        return listAuthorities.all(access.catalog());
    }

    @GET
    @Path("{serial}")
    @InCatalog(Act.READ)
    @Operation(
            operationId = "getAuthority",
            summary = "Read a certificate authority",
            description = "By its serial number, or .default or active for the one that signs at present.")
    public Uni<CatalogAuthorityView> get(@PathParam("serial") String serial) {
        return listAuthorities.one(access.catalog(), serial);
    }

    @GET
    @Path("{serial}/chain")
    @Produces(PKCS7)
    @InCatalog(Act.READ)
    @Operation(
            operationId = "getAuthorityChain",
            summary = "Download a certificate authority with its chain",
            description =
                    "PKCS#7 (.p7b): the catalog CA, the policy CA and the root: the installation's own or, by the ID of"
                            + " trust/roots, another one that certifies it.")
    public Uni<RestResponse<byte[]>> chain(
            @PathParam("serial") String serial, @QueryParam("root") @Nullable String root) {
        return (root == null
                        ? listAuthorities.chain(access.catalog(), serial)
                        : listAuthorities.chain(access.catalog(), serial, Parameters.guid("Root", root)))
                .map(chain -> RestResponse.ResponseBuilder.ok(
                                Pkcs7.all(Pem.certificates(chain)).bytes(), PKCS7)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"chain.p7b\"")
                        .build());
    }

    @POST
    @Path("{serial}/proof")
    @InCatalog(Act.MANAGE_FLEET)
    @Operation(
            operationId = "provePossession",
            summary = "Prove possession of a certificate authority",
            description =
                    "A certificate for a relying party's verification code, signed by the authority. The authority need not be"
                            + " active yet, so that it can be registered in time.")
    public Uni<ProofOfPossession> prove(@PathParam("serial") String serial, ProofRequest request) {
        return provePossession.prove(access.caller(), access.catalog(), serial, Bodies.required(request));
    }
}
