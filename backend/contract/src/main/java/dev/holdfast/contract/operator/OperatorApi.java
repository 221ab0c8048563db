package dev.holdfast.contract.operator;

import dev.holdfast.contract.operator.approval.ApprovalAnswer;
import dev.holdfast.contract.operator.approval.ApprovalDetail;
import dev.holdfast.contract.operator.approval.ApprovalRules;
import dev.holdfast.contract.operator.approval.ApprovalRulesChange;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.NewApprovalRules;
import dev.holdfast.contract.operator.attestation.AttestationRetention;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.audit.AuditConsistency;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.audit.AuditProof;
import dev.holdfast.contract.operator.audit.AuditVerification;
import dev.holdfast.contract.operator.authority.AuthorityView;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.contract.operator.authority.CertificateLifetime;
import dev.holdfast.contract.operator.authority.ForeignRootCertificate;
import dev.holdfast.contract.operator.authority.ForeignRootLoss;
import dev.holdfast.contract.operator.authority.ForeignRootView;
import dev.holdfast.contract.operator.authority.InstallationTrust;
import dev.holdfast.contract.operator.authority.ProofOfPossession;
import dev.holdfast.contract.operator.authority.ProofRequest;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import dev.holdfast.contract.operator.capability.NewCapabilityFile;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.catalog.VerifierOutage;
import dev.holdfast.contract.operator.claim.ClaimChallengeRequest;
import dev.holdfast.contract.operator.claim.ClaimChallenges;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.claim.ClaimResult;
import dev.holdfast.contract.operator.claim.DepartedDevicePage;
import dev.holdfast.contract.operator.claim.UnclaimRequest;
import dev.holdfast.contract.operator.claim.UnclaimResult;
import dev.holdfast.contract.operator.deployment.DeploymentDevicePage;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.device.DeviceFacets;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.NewSavedView;
import dev.holdfast.contract.operator.device.ReportView;
import dev.holdfast.contract.operator.device.SavedView;
import dev.holdfast.contract.operator.feed.NewOsRelease;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.feed.OsWithdrawal;
import dev.holdfast.contract.operator.feed.OsWithdrawalImpact;
import dev.holdfast.contract.operator.gateway.GatewayRevocation;
import dev.holdfast.contract.operator.gateway.GatewayView;
import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.MadeToken;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.RoleChange;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.job.DeviceJobRefusalPage;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.NewBlockJob;
import dev.holdfast.contract.operator.job.NewClaimJob;
import dev.holdfast.contract.operator.job.NewMoveJob;
import dev.holdfast.contract.operator.job.NewTagJob;
import dev.holdfast.contract.operator.job.SelectionPreview;
import dev.holdfast.contract.operator.maker.ChipRevocation;
import dev.holdfast.contract.operator.maker.EndorsementImport;
import dev.holdfast.contract.operator.maker.MakerView;
import dev.holdfast.contract.operator.maker.RevocationImpact;
import dev.holdfast.contract.operator.maker.RevocationResult;
import dev.holdfast.contract.operator.policy.ActivationView;
import dev.holdfast.contract.operator.policy.NewActivation;
import dev.holdfast.contract.operator.policy.NewPolicyVersion;
import dev.holdfast.contract.operator.policy.NewReplay;
import dev.holdfast.contract.operator.policy.NewRollback;
import dev.holdfast.contract.operator.policy.PolicyActivation;
import dev.holdfast.contract.operator.policy.PolicyCheck;
import dev.holdfast.contract.operator.policy.PolicyDraft;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.policy.ReplayChangePage;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.contract.operator.product.ConnectionImpact;
import dev.holdfast.contract.operator.product.DeletionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupConnection;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.ProductSettings;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.contract.operator.reference.ReferenceImport;
import dev.holdfast.contract.operator.reference.ReferenceImportResult;
import dev.holdfast.contract.operator.reference.ReferencePage;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.contract.operator.reference.Retirement;
import dev.holdfast.contract.operator.reference.RetirementPreview;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import dev.holdfast.contract.operator.revocation.BlockResult;
import dev.holdfast.contract.operator.revocation.CertificateRevocation;
import dev.holdfast.contract.operator.revocation.CertificateView;
import dev.holdfast.contract.operator.revocation.LossPreview;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import dev.holdfast.contract.operator.suspicion.Dismissal;
import dev.holdfast.contract.operator.suspicion.SuspicionView;
import dev.holdfast.contract.operator.transfer.NewTransfer;
import dev.holdfast.contract.operator.transfer.TransferAcceptance;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import dev.holdfast.contract.operator.transfer.TransferView;

/**
 * The operator API: HTTPS or loopback HTTP with an OIDC bearer token, JSON, paths under {@value #BASE}. {@code C}
 * stands for {@code catalogs/{catalog}}. What each {@link Role} may do is its own table; the least of Owner, Publisher, Contributor, Reader is named here.
 *
 * <table>
 * <caption>Operations</caption>
 * <tr><th>operation</th><th>role</th><th>answer</th></tr>
 * <tr><td>GET trust</td><td>nobody: public</td><td>200 {@link InstallationTrust}</td></tr>
 * <tr><td>GET trust/roots</td><td>installation owner</td><td>200 list of {@link ForeignRootView}, newest first</td></tr>
 * <tr><td>POST trust/roots</td><td>installation owner</td><td>201 {@link ForeignRootView}, with a certificate request</td></tr>
 * <tr><td>POST trust/roots/{id}/certificate {@link ForeignRootCertificate}</td><td>installation owner</td><td>200 {@link ForeignRootView}</td></tr>
 * <tr><td>POST trust/roots/{id}/removal-impact</td><td>installation owner</td><td>200 {@link ForeignRootLoss}</td></tr>
 * <tr><td>POST trust/roots/{id}/remove {@link Reason}</td><td>installation owner</td><td>204; a request that is not answered is withdrawn</td></tr>
 * <tr><td>GET me</td><td>signed in</td><td>200 {@link Me}</td></tr>
 * <tr><td>POST catalogs {@link NewCatalog}</td><td>installation owner</td><td>201 {@link CatalogView}</td></tr>
 * <tr><td>POST endorsements, body {@code application/jose}</td><td>installation owner</td><td>200 {@link EndorsementImport}</td></tr>
 * <tr><td>GET os-releases?limit</td><td>signed in</td><td>200 list of {@link OsReleaseView}, newest first</td></tr>
 * <tr><td>GET os-releases/{id}</td><td>signed in</td><td>200 {@link OsReleaseView}</td></tr>
 * <tr><td>POST os-images, body {@code application/octet-stream}, at most 16 MiB</td><td>installation owner</td><td>201 {@link ImageView}</td></tr>
 * <tr><td>POST os-releases {@link NewOsRelease}</td><td>installation owner</td><td>201 {@link OsReleaseView}</td></tr>
 * <tr><td>POST os-releases/{id}/promote</td><td>installation owner</td><td>200 {@link OsReleaseView}</td></tr>
 * <tr><td>POST os-releases/{id}/withdrawal-impact</td><td>installation owner</td><td>200 {@link OsWithdrawalImpact}</td></tr>
 * <tr><td>POST os-releases/{id}/withdraw {@link OsWithdrawal}</td><td>installation owner</td><td>200 {@link OsReleaseView}</td></tr>
 * <tr><td>POST endorsements/revocation-impact {@link ChipRevocation}</td><td>installation owner</td><td>200 {@link RevocationImpact}</td></tr>
 * <tr><td>POST endorsements/revoke, endorsements/restore {@link ChipRevocation}</td><td>installation owner</td><td>200 {@link RevocationResult}</td></tr>
 * <tr><td>GET makers</td><td>installation owner</td><td>200 list of {@link MakerView}</td></tr>
 * <tr><td>GET makers/{maker}/revocation-impact</td><td>installation owner</td><td>200 {@link RevocationImpact}</td></tr>
 * <tr><td>POST makers/{maker}/revoke, makers/{maker}/restore {@link Reason}</td><td>installation owner</td><td>200 {@link RevocationResult}</td></tr>
 * <tr><td>GET gateways</td><td>installation owner</td><td>200 list of {@link GatewayView}</td></tr>
 * <tr><td>POST gateways/{fingerprint}/revoke {@link GatewayRevocation}</td><td>installation owner</td><td>200 {@link GatewayView}</td></tr>
 * <tr><td>GET members?filter&amp;sort&amp;cursor&amp;fields&amp;limit</td><td>installation owner</td><td>200 list of {@link MemberView}</td></tr>
 * <tr><td>POST members {@link NewMember}</td><td>installation owner</td><td>201 {@link MemberView}</td></tr>
 * <tr><td>PUT members/{id} {@link RoleChange}</td><td>installation owner</td><td>200 {@link MemberView}</td></tr>
 * <tr><td>DELETE members/{id}</td><td>installation owner</td><td>204</td></tr>
 * <tr><td>GET people?text=</td><td>installation owner</td><td>200 list of {@link PersonView}</td></tr>
 * <tr><td>POST people {@link NewPerson}</td><td>installation owner</td><td>201 {@link InvitedPerson}</td></tr>
 * <tr><td>GET tokens</td><td>installation owner</td><td>200 list of {@link TokenView}</td></tr>
 * <tr><td>POST tokens {@link NewToken}</td><td>installation owner</td><td>201 {@link MadeToken}</td></tr>
 * <tr><td>DELETE tokens/{id}</td><td>installation owner</td><td>204</td></tr>
 * <tr><td>GET C/tokens</td><td>Reader: one's own; Owner: all</td><td>200 list of {@link TokenView}</td></tr>
 * <tr><td>POST C/tokens {@link NewToken}</td><td>Reader for oneself, Owner for services</td><td>201 {@link MadeToken}</td></tr>
 * <tr><td>DELETE C/tokens/{id}</td><td>Reader: one's own; Owner: all</td><td>204</td></tr>
 * <tr><td>GET C/members?filter&amp;sort&amp;cursor&amp;fields&amp;limit</td><td>Reader</td><td>200 list of {@link MemberView}</td></tr>
 * <tr><td>POST C/members {@link NewMember}</td><td>Owner</td><td>201 {@link MemberView}</td></tr>
 * <tr><td>PUT C/members/{id} {@link RoleChange}</td><td>Owner</td><td>200 {@link MemberView}</td></tr>
 * <tr><td>DELETE C/members/{id}</td><td>Owner</td><td>204</td></tr>
 * <tr><td>GET C/people?text=</td><td>Owner</td><td>200 list of {@link PersonView}</td></tr>
 * <tr><td>POST C/people {@link NewPerson}</td><td>Owner</td><td>201 {@link InvitedPerson}</td></tr>
 * <tr><td>GET C</td><td>Reader</td><td>200 {@link CatalogView}</td></tr>
 * <tr><td>GET C/overview</td><td>Reader</td><td>200 {@link Overview}</td></tr>
 * <tr><td>GET C/products</td><td>Reader</td><td>200 list of {@link ProductView}</td></tr>
 * <tr><td>POST C/products {@link NewProduct}</td><td>Contributor</td><td>201 {@link ProductView}, with the five default groups</td></tr>
 * <tr><td>GET C/products/{product}/groups</td><td>Reader</td><td>200 list of {@link DeviceGroupView}</td></tr>
 * <tr><td>GET C/products/{product}</td><td>Reader</td><td>200 {@link ProductView}, with an ETag</td></tr>
 * <tr><td>PUT C/products/{product} {@link ProductSettings}, If-Match</td><td>Contributor</td><td>200 {@link ProductView}, with an ETag</td></tr>
 * <tr><td>DELETE C/products/{product}, If-Match</td><td>Owner</td><td>204; only when no device is in it, with its groups</td></tr>
 * <tr><td>GET C/products/{product}/deletion-impact</td><td>Reader</td><td>200 {@link DeletionImpact}</td></tr>
 * <tr><td>POST C/products/{product}/default-groups</td><td>Contributor</td><td>200 list of {@link DeviceGroupView}; those of the five that it lacks are made</td></tr>
 * <tr><td>POST C/products/{product}/groups {@link NewDeviceGroup}</td><td>Contributor</td><td>201 {@link DeviceGroupView}</td></tr>
 * <tr><td>GET C/products/{product}/groups/{group}</td><td>Reader</td><td>200 {@link DeviceGroupView}, with an ETag</td></tr>
 * <tr><td>PUT C/products/{product}/groups/{group} {@link GroupSettings}, If-Match</td><td>Contributor</td><td>200 {@link DeviceGroupView}, with an ETag</td></tr>
 * <tr><td>DELETE C/products/{product}/groups/{group}, If-Match</td><td>Owner</td><td>204; only when no device is in it</td></tr>
 * <tr><td>GET C/products/{product}/groups/{group}/deletion-impact</td><td>Reader</td><td>200 {@link DeletionImpact}</td></tr>
 * <tr><td>GET C/products/{product}/groups/{group}/connection-impact</td><td>Reader</td><td>200 {@link ConnectionImpact}</td></tr>
 * <tr><td>PUT C/products/{product}/groups/{group}/connection {@link GroupConnection}</td><td>Owner</td><td>200 {@link DeviceGroupView}</td></tr>
 * <tr><td>GET C/devices?filter&amp;text&amp;trust&amp;health&amp;product&amp;group&amp;blocked&amp;sort&amp;cursor&amp;fields&amp;offset&amp;limit</td><td>Reader</td><td>200 {@link DevicePage}</td></tr>
 * <tr><td>GET C/exports/{list}.csv?filter&amp;sort&amp;fields, C/exports/{list}.ndjson?filter&amp;sort&amp;fields</td><td>Reader</td><td>200 every row of a list that meets the filter, as a stream of {@code text/csv} or {@code application/x-ndjson}; {@code list} is the name of a list of the catalog that takes a filter</td></tr>
 * <tr><td>GET exports/audit.csv, exports/audit.ndjson, as of a catalog</td><td>any role in the installation</td><td>200 of the installation's own log</td></tr>
 * <tr><td>GET C/devices/facets</td><td>Reader</td><td>200 {@link DeviceFacets}</td></tr>
 * <tr><td>GET C/device-views</td><td>Reader</td><td>200 list of {@link SavedView}: those that are shared, and one's own</td></tr>
 * <tr><td>POST C/device-views {@link NewSavedView}</td><td>Reader for oneself, Contributor for all</td><td>201 {@link SavedView}, with an ETag</td></tr>
 * <tr><td>GET C/device-views/{id}</td><td>Reader</td><td>200 {@link SavedView}, with an ETag</td></tr>
 * <tr><td>PUT C/device-views/{id} {@link NewSavedView}, If-Match</td><td>Reader for one's own, Contributor for shared ones</td><td>200 {@link SavedView}, with an ETag</td></tr>
 * <tr><td>DELETE C/device-views/{id}, If-Match</td><td>Reader for one's own, Contributor for shared ones</td><td>204</td></tr>
 * <tr><td>GET C/device-jobs?filter&amp;sort&amp;cursor&amp;fields&amp;limit</td><td>Reader</td><td>200 list of {@link DeviceJobView}, newest first</td></tr>
 * <tr><td>POST C/device-jobs/preview {@link DeviceSelection}</td><td>Reader</td><td>200 {@link SelectionPreview}</td></tr>
 * <tr><td>POST C/device-jobs/move {@link NewMoveJob}, C/device-jobs/tag {@link NewTagJob}, C/device-jobs/claim {@link NewClaimJob}</td><td>Contributor</td><td>202 {@link DeviceJobView}, with its Location</td></tr>
 * <tr><td>POST C/device-jobs/block, C/device-jobs/unblock {@link NewBlockJob}</td><td>Owner</td><td>202 {@link DeviceJobView}, with its Location</td></tr>
 * <tr><td>GET C/device-jobs/{id}</td><td>Reader</td><td>200 {@link DeviceJobView}</td></tr>
 * <tr><td>GET C/device-jobs/{id}/refusals?after&amp;limit</td><td>Reader</td><td>200 {@link DeviceJobRefusalPage}</td></tr>
 * <tr><td>GET C/device-jobs/{id}/refusals.csv</td><td>Reader</td><td>200 all of them, as a stream of {@code text/csv}</td></tr>
 * <tr><td>POST C/device-jobs/{id}/cancel</td><td>whoever may begin such a one</td><td>200 {@link DeviceJobView}</td></tr>
 * <tr><td>POST C/devices/claim {@link ClaimRequest}, or {@code text/csv}</td><td>Contributor</td><td>200 {@link ClaimResult}</td></tr>
 * <tr><td>POST C/devices/claim-challenge {@link ClaimChallengeRequest}</td><td>Contributor</td><td>200 {@link ClaimChallenges}</td></tr>
 * <tr><td>POST C/devices/unclaim {@link UnclaimRequest}</td><td>Owner</td><td>200 {@link UnclaimResult}</td></tr>
 * <tr><td>POST C/devices/block-impact {@link BlockRequest}</td><td>Owner</td><td>200 {@link LossPreview}</td></tr>
 * <tr><td>POST C/devices/block, C/devices/unblock {@link BlockRequest}</td><td>Owner</td><td>200 {@link BlockResult}</td></tr>
 * <tr><td>POST C/devices/{deviceId}/block-impact</td><td>Owner</td><td>200 {@link LossPreview}</td></tr>
 * <tr><td>POST C/devices/{deviceId}/block, C/devices/{deviceId}/unblock {@link Reason}</td><td>Owner</td><td>200 {@link BlockResult}</td></tr>
 * <tr><td>GET C/device-certificates?filter&amp;sort&amp;cursor&amp;fields&amp;limit</td><td>Reader</td><td>200 list of {@link CertificateView}, device by device</td></tr>
 * <tr><td>GET C/devices/{deviceId}/certificates?filter&amp;sort&amp;cursor&amp;fields&amp;limit</td><td>Reader</td><td>200 list of {@link CertificateView}, the one that expires last first</td></tr>
 * <tr><td>POST C/devices/{deviceId}/certificates/revocation-impact</td><td>Owner</td><td>200 {@link LossPreview}</td></tr>
 * <tr><td>POST C/devices/{deviceId}/certificates/revoke {@link CertificateRevocation}</td><td>Owner</td><td>200 {@link RevokedCertificates}</td></tr>
 * <tr><td>POST C/device-certificates/{serial}/revocation-impact</td><td>Owner</td><td>200 {@link LossPreview}</td></tr>
 * <tr><td>POST C/device-certificates/{serial}/revoke {@link CertificateRevocation}</td><td>Owner</td><td>200 {@link RevokedCertificates}</td></tr>
 * <tr><td>POST C/certificates/authorities/{serial}/retirement-impact</td><td>Owner</td><td>200 {@link LossPreview}</td></tr>
 * <tr><td>POST C/certificates/authorities/{serial}/retire {@link Reason}</td><td>Owner</td><td>200 {@link RevokedCertificates}</td></tr>
 * <tr><td>GET C/departed-devices?text&amp;offset&amp;limit</td><td>Reader</td><td>200 {@link DepartedDevicePage}</td></tr>
 * <tr><td>GET C/transfers?filter&amp;sort&amp;cursor&amp;fields&amp;limit</td><td>Reader</td><td>200 list of {@link TransferView}, newest first</td></tr>
 * <tr><td>POST C/transfers {@link NewTransfer}</td><td>Owner</td><td>201 {@link TransferDetail}</td></tr>
 * <tr><td>GET C/transfers/{transferId}</td><td>Reader</td><td>200 {@link TransferDetail}</td></tr>
 * <tr><td>POST C/transfers/{transferId}/accept {@link TransferAcceptance}</td><td>Owner</td><td>200 {@link TransferDetail}</td></tr>
 * <tr><td>POST C/transfers/{transferId}/withdraw, C/transfers/{transferId}/decline {@link Reason}</td><td>Owner</td><td>200 {@link TransferDetail}</td></tr>
 * <tr><td>GET C/devices/{deviceId}</td><td>Reader</td><td>200 {@link DeviceView}</td></tr>
 * <tr><td>GET C/devices/{deviceId}/description</td><td>Reader</td><td>200 {@link DeviceDescription}, with an ETag</td></tr>
 * <tr><td>PUT C/devices/{deviceId}/description {@link DeviceDescription}, If-Match</td><td>Contributor</td><td>200 {@link DeviceDescription}, with an ETag</td></tr>
 * <tr><td>GET C/capability-files?filter&amp;sort&amp;cursor&amp;fields&amp;limit</td><td>Reader</td><td>200 list of {@link CapabilityFileView}, newest first</td></tr>
 * <tr><td>GET C/devices/{deviceId}/capabilities?filter&amp;sort&amp;cursor&amp;fields&amp;limit</td><td>Reader</td><td>200 list of {@link CapabilityFileView}, newest first</td></tr>
 * <tr><td>POST C/devices/{deviceId}/capabilities {@link NewCapabilityFile}</td><td>Publisher</td><td>201 {@link CapabilityFileView}, or 202 {@link ApprovalView}</td></tr>
 * <tr><td>POST C/devices/{deviceId}/capabilities/{id}/file</td><td>Publisher</td><td>200 the file, {@code application/octet-stream}</td></tr>
 * <tr><td>POST C/devices/{deviceId}/capabilities/{id}/revoke {@link Reason}</td><td>Publisher</td><td>200 {@link CapabilityFileView}</td></tr>
 * <tr><td>GET C/devices/{deviceId}/attestations?limit</td><td>Reader</td><td>200 list of {@link AttestationView}, newest first</td></tr>
 * <tr><td>GET C/devices/{deviceId}/attestations/{attestation}/evidence</td><td>Reader</td><td>200 the token as it came, {@code application/eat+cwt} or {@code application/vnd.holdfast.psa-evidence+cbor}</td></tr>
 * <tr><td>GET C/devices/{deviceId}/attestations/{attestation}/result</td><td>Reader</td><td>200 the signed result as the device got it, {@code application/eat+cwt}</td></tr>
 * <tr><td>GET C/devices/{deviceId}/suspicions</td><td>Reader</td><td>200 list of {@link SuspicionView}, newest first</td></tr>
 * <tr><td>POST C/devices/{deviceId}/suspicions/{kind}/dismissal {@link Dismissal}</td><td>Contributor</td><td>200 {@link SuspicionView}</td></tr>
 * <tr><td>GET C/suspicions?filter&amp;sort&amp;cursor&amp;fields&amp;limit&amp;open</td><td>Reader</td><td>200 list of {@link SuspicionView}, newest first</td></tr>
 * <tr><td>GET C/verifier-outages?days</td><td>Reader</td><td>200 list of {@link VerifierOutage}, oldest first</td></tr>
 * <tr><td>GET C/attestation-retention</td><td>Reader</td><td>200 {@link AttestationRetention}</td></tr>
 * <tr><td>PUT C/attestation-retention {@link AttestationRetention}</td><td>Owner</td><td>200 {@link AttestationRetention}</td></tr>
 * <tr><td>GET C/reference-values?text&amp;origin&amp;standing&amp;offset&amp;limit</td><td>Reader</td><td>200 {@link ReferencePage}</td></tr>
 * <tr><td>POST C/reference-values {@link ReferenceImport}</td><td>Owner</td><td>200 {@link ReferenceImportResult}</td></tr>
 * <tr><td>POST C/reference-values/csv, body {@code text/csv}, first line {@value ReferenceImport#HEADER}</td><td>Owner</td><td>200 {@link ReferenceImportResult}</td></tr>
 * <tr><td>POST C/reference-values/{component}/{image}/confirmation</td><td>Publisher</td><td>200 {@link ReferenceValueView}; a tentative value becomes permanent</td></tr>
 * <tr><td>GET C/reference-values/{component}/{image}/retirement</td><td>Reader</td><td>200 {@link RetirementPreview}</td></tr>
 * <tr><td>POST C/reference-values/{component}/{image}/retirement {@link Retirement}</td><td>Publisher</td><td>200 {@link ReferenceValueView}</td></tr>
 * <tr><td>DELETE C/reference-values/{component}/{image}/retirement</td><td>Publisher</td><td>200 {@link ReferenceValueView}; it counts again</td></tr>
 * <tr><td>GET C/devices/{deviceId}/reports?limit</td><td>Reader</td><td>200 list of {@link ReportView}, newest first</td></tr>
 * <tr><td>GET C/images?filter&amp;sort&amp;cursor&amp;fields&amp;limit</td><td>Reader</td><td>200 list of {@link ImageView}, newest first</td></tr>
 * <tr><td>POST C/images?tentative, body {@code application/octet-stream}, at most 16 MiB</td><td>Publisher</td><td>201 {@link ImageView}</td></tr>
 * <tr><td>GET C/images/{imageId}/content</td><td>Reader</td><td>200 the package, signed for production</td></tr>
 * <tr><td>GET C/products/{product}/groups/{group}/deployable-images?filter&amp;sort&amp;cursor&amp;fields&amp;limit</td><td>Publisher</td><td>200 list of {@link ImageView}, newest first</td></tr>
 * <tr><td>GET C/products/{product}/groups/{group}/deployments?filter&amp;sort&amp;cursor&amp;fields&amp;limit</td><td>Reader</td><td>200 list of {@link DeploymentView}, newest first</td></tr>
 * <tr><td>GET C/products/{product}/groups/{group}/deployments/{deployment}</td><td>Reader</td><td>200 {@link DeploymentView}; {@code .default} is the current one</td></tr>
 * <tr><td>POST C/products/{product}/groups/{group}/deployments {@link NewDeployment}</td><td>Publisher</td><td>201 {@link DeploymentView}</td></tr>
 * <tr><td>GET C/deployments?filter&amp;sort&amp;cursor&amp;fields&amp;limit</td><td>Reader</td><td>200 list of {@link DeploymentView}, newest first</td></tr>
 * <tr><td>GET C/deployments/{id}</td><td>Reader</td><td>200 {@link DeploymentView}</td></tr>
 * <tr><td>GET C/deployments/{id}/devices?offset&amp;limit</td><td>Reader</td><td>200 {@link DeploymentDevicePage}</td></tr>
 * <tr><td>GET C/policies?product</td><td>Reader</td><td>200 list of {@link PolicyView}: the catalog's, those of its products and groups that have one; of a product all</td></tr>
 * <tr><td>GET C/policies/{policy}</td><td>Reader</td><td>200 {@link PolicyView}</td></tr>
 * <tr><td>GET C/policies/{policy}/versions?cursor&amp;limit</td><td>Reader</td><td>200 list of {@link PolicyVersionView}, newest first</td></tr>
 * <tr><td>POST C/policies/{policy}/versions {@link NewPolicyVersion}</td><td>Contributor</td><td>201 {@link PolicyVersionView}</td></tr>
 * <tr><td>GET C/policies/{policy}/versions/{version}</td><td>Reader</td><td>200 {@link PolicyVersionText}</td></tr>
 * <tr><td>POST C/policies/check {@link PolicyDraft}</td><td>Contributor</td><td>200 {@link PolicyCheck}</td></tr>
 * <tr><td>POST C/policies/{policy}/versions/{version}/replays {@link NewReplay}</td><td>Contributor</td><td>201 {@link ReplayView}</td></tr>
 * <tr><td>GET C/policies/{policy}/replays?cursor&amp;limit</td><td>Reader</td><td>200 list of {@link ReplayView}, newest first</td></tr>
 * <tr><td>GET C/replays/{id}</td><td>Reader</td><td>200 {@link ReplayView}</td></tr>
 * <tr><td>GET C/replays/{id}/changes?product&amp;group&amp;after&amp;limit</td><td>Reader</td><td>200 {@link ReplayChangePage}</td></tr>
 * <tr><td>POST C/replays/{id}/cancel</td><td>Contributor</td><td>200 {@link ReplayView}</td></tr>
 * <tr><td>POST C/policies/{policy}/activations {@link NewActivation}</td><td>Publisher</td><td>201 {@link PolicyActivation}</td></tr>
 * <tr><td>GET C/policies/{policy}/activations?cursor&amp;limit</td><td>Reader</td><td>200 list of {@link ActivationView}, newest first</td></tr>
 * <tr><td>POST C/policies/{policy}/rollback {@link NewRollback}</td><td>Publisher</td><td>201 {@link PolicyActivation}</td></tr>
 * <tr><td>GET C/approvals?filter&amp;sort&amp;cursor&amp;fields&amp;limit&amp;state&amp;mine</td><td>Reader</td><td>200 list of {@link ApprovalView}, newest first</td></tr>
 * <tr><td>GET C/approvals/rules</td><td>Reader</td><td>200 {@link ApprovalRules}</td></tr>
 * <tr><td>PUT C/approvals/rules {@link NewApprovalRules}</td><td>Owner</td><td>200 {@link ApprovalRulesChange}</td></tr>
 * <tr><td>POST C/approvals/{id}/approve {@link ApprovalAnswer}</td><td>Publisher</td><td>200 {@link ApprovalView}</td></tr>
 * <tr><td>POST C/approvals/{id}/reject {@link ApprovalAnswer}</td><td>Publisher</td><td>200 {@link ApprovalView}</td></tr>
 * <tr><td>GET C/approvals/{id}</td><td>Reader</td><td>200 {@link ApprovalDetail}, with what it would do now</td></tr>
 * <tr><td>POST C/approvals/{id}/withdraw {@link ApprovalAnswer}</td><td>whoever asked</td><td>200 {@link ApprovalView}</td></tr>
 * <tr><td>GET C/audit?filter&amp;text&amp;actor&amp;action&amp;since&amp;until&amp;people&amp;before&amp;sort&amp;cursor&amp;fields&amp;limit</td><td>Reader</td><td>200 list of {@link AuditEntryView}, newest first</td></tr>
 * <tr><td>GET C/audit/verification</td><td>Reader</td><td>200 {@link AuditVerification}</td></tr>
 * <tr><td>GET C/audit/export</td><td>Reader</td><td>200 lines of JSON, see {@code tlog.AuditBundle}</td></tr>
 * <tr><td>GET C/audit/entries/{sequence}/proof</td><td>Reader</td><td>200 {@link AuditProof}</td></tr>
 * <tr><td>GET C/audit/consistency?from</td><td>Reader</td><td>200 {@link AuditConsistency}</td></tr>
 * <tr><td>GET audit, audit/verification and so on, as of a catalog</td><td>any role in the installation</td><td>200, of the installation's own log</td></tr>
 * <tr><td>GET C/audit/key, audit/checkpoint</td><td>Reader</td><td>200 verifier key and newest checkpoint (C2SP signed-note), {@code text/plain}</td></tr>
 * <tr><td>GET C/audit/tile/{path}</td><td>Reader</td><td>200 tile or bundle of entries (C2SP tlog-tiles)</td></tr>
 * <tr><td>GET /pki/crl/{issuer}</td><td>anyone</td><td>200 {@code application/pkix-crl} (RFC 5280)</td></tr>
 * <tr><td>GET /pki/ca/{issuer}</td><td>anyone</td><td>200 {@code application/pkix-cert}</td></tr>
 * <tr><td>POST /pki/ocsp/{issuer}, GET /pki/ocsp/{issuer}/{request}</td><td>anyone</td><td>200 {@code application/ocsp-response} (RFC 6960)</td></tr>
 * <tr><td>GET C/certificates</td><td>Reader</td><td>200 {@link AuthorityView}, the chain of the catalog CA that signs now</td></tr>
 * <tr><td>GET C/certificates/bundle?root</td><td>Reader</td><td>200 {@code application/x-pem-file}: all that a relying party must trust</td></tr>
 * <tr><td>GET C/certificates/lifetime</td><td>Reader</td><td>200 {@link CertificateLifetime}</td></tr>
 * <tr><td>PUT C/certificates/lifetime {@link CertificateLifetime}</td><td>Owner</td><td>200 {@link CertificateLifetime}</td></tr>
 * <tr><td>GET C/certificates/authorities</td><td>Reader</td><td>200 list of {@link CatalogAuthorityView}, newest first</td></tr>
 * <tr><td>GET C/certificates/authorities/{serial}</td><td>Reader</td><td>200 {@link CatalogAuthorityView}; {@code .default} and {@code active} are the one that signs</td></tr>
 * <tr><td>GET C/certificates/authorities/{serial}/chain</td><td>Reader</td><td>200 PKCS#7 ({@code .p7b}): catalog CA, policy CA, root</td></tr>
 * <tr><td>POST C/certificates/authorities/{serial}/proof {@link ProofRequest}</td><td>Contributor</td><td>200 {@link ProofOfPossession}</td></tr>
 * </table>
 *
 * <p>Errors are problem documents (RFC 9457). A catalog that the caller has no role in does not exist for the caller:
 * 404. {@code limit} is 1 to 500, 50 when absent. Where there is a {@code cursor}, the answer has a link to the next page, {@code rel="next"} (RFC
 * 8288), also where the page has fewer rows than the limit, or none; {@code fields} are names of a row's fields with commas between them. {@code filter} is in the language of lists.
 *
 * <p>{@code issuer} is {@code root}, {@code policy}, or the GUID of an authority of a catalog.
 *
 * <p>{@code policy} is a {@link PolicyView#key()}. Version 0 of a policy stands for having none of its own.
 */
public final class OperatorApi {
    /** What every path starts with. */
    public static final String BASE = "/api/v1/";

    /** What the paths start with that relying parties ask without a token: revocation lists, OCSP, authorities. */
    public static final String PKI = "/pki/";

    private OperatorApi() {}
}
