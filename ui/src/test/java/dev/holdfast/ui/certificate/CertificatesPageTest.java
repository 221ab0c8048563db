package dev.holdfast.ui.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.authority.AuthorityStatus;
import dev.holdfast.contract.operator.authority.AuthorityView;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.contract.operator.authority.ProofOfPossession;
import dev.holdfast.contract.operator.authority.ProofRequest;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.fake.FakeApprovalClient;
import dev.holdfast.ui.fake.FakeAuthorities;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page of certificate authorities, without a browser. */
class CertificatesPageTest extends BrowserlessTest {
    private final FakeAuthorities api = new FakeAuthorities();

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void a_reader_sees_the_chain_and_no_actions() {
        CertificatesView view = page("contoso", Role.READER);

        assertThat(text(view))
                .containsSubsequence(
                        "The next authority, generation 4, was created on",
                        "Root",
                        "CN=Holdfast Root",
                        "Policy authority",
                        "CN=Holdfast Policy CA",
                        "generation 4",
                        "Next",
                        "generation 3",
                        "Signing",
                        "Device certificates",
                        "Each is valid for at most 24 hours",
                        "Rotation schedule",
                        "Former authorities",
                        "Retired",
                        "Expired",
                        "Image keys",
                        "Signs new images until",
                        "188 devices",
                        "Replaced on",
                        "24 devices",
                        "Only owners of this catalog can change the lifetime");
        assertThat(find(Button.class, view).all())
                .extracting(Button::getText)
                .doesNotContain(
                        "Prove possession…", "Retire…", "Change…", "Request certificate…", "Replace image key…");
        assertThat(find(Anchor.class, view).all())
                .extracting(Anchor::getText)
                .containsExactly(
                        "Device certificates",
                        "Download bundle",
                        "Certificate",
                        "Chain",
                        "Certificate",
                        "Chain",
                        "188 devices",
                        "24 devices");
        assertThat(find(Anchor.class, view).withText("24 devices").single().getHref())
                .isEqualTo("c/contoso/devices?filter=image-key%3A00000000-0000-0000-0000-00000000000b");
    }

    @Test
    void a_contributor_proves_possession_and_gets_a_certificate() {
        CertificatesView view = page("contoso", Role.CONTRIBUTOR);
        assertThat(find(Button.class, view).withText("Retire…").all()).isEmpty();

        test(find(Button.class, view).withText("Prove possession…").all().getFirst())
                .click();
        AuthorityActions.ProofDialog dialog =
                find(AuthorityActions.ProofDialog.class).single();
        TextField code = find(TextField.class, dialog).single();
        Button prove = find(Button.class, dialog).withText("Create proof").single();
        code.setValue("no such code");
        assertThat(prove.isEnabled()).isFalse();
        assertThat(code.isInvalid()).isTrue();
        code.setValue(" 7F3A12 ");
        test(prove).click();

        assertThat(api.commands()).containsExactly("prove 44 for 7F3A12");
        assertThat(text(dialog)).contains("Upload this certificate", "CN=7F3A12", "Download certificate");
    }

    @Test
    void a_refused_proof_shows_the_reason_and_keeps_the_code() {
        FakeAuthorities refusing = new FakeAuthorities() {
            @Override
            public ProofOfPossession prove(String catalog, String serial, ProofRequest request) {
                throw new OperatorProblem(Problem.of(ProblemType.NOT_FOUND, "The authority was retired.", "req-4"));
            }
        };
        AuthorityActions.ProofDialog dialog = new AuthorityActions.ProofDialog(
                refusing, "contoso", refusing.authorities("contoso").getFirst());
        dialog.open();
        find(TextField.class, dialog).single().setValue("7F3A12");
        test(find(Button.class, dialog).withText("Create proof").single()).click();

        assertThat(text(dialog)).contains("The authority was retired.", "req-4");
        assertThat(find(TextField.class, dialog).single().getValue()).isEqualTo("7F3A12");
    }

    @Test
    void retiring_an_authority_shows_a_preview_and_needs_reason_and_catalog_name() {
        CertificatesView view = page("contoso", Role.OWNER);
        test(find(Button.class, view).withText("Retire…").all().getLast()).click();

        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog))
                .contains(
                        "412 devices lose 824 valid certificates. Trusted now: 405.",
                        "Kettle / Field test",
                        "This cannot be undone.");
        Button retire = find(Button.class, dialog).withText("Retire authority").single();
        find(TextArea.class, dialog).withCaption("Reason").single().setValue("Its key was copied");
        assertThat(retire.isEnabled()).isFalse();
        find(TextField.class, dialog).withCaption("Catalog name").single().setValue("contoso");
        test(retire).click();

        assertThat(api.commands()).containsExactly("retire 43: Its key was copied");
        assertThat(dialog.isOpened()).isFalse();
    }

    @Test
    void changing_the_certificate_lifetime_shows_the_effect_first() {
        CertificatesView view = page("contoso", Role.OWNER);
        Button change = find(Button.class, view).withText("Change…").single();
        assertThat(change.isEnabled()).isFalse();
        find(IntegerField.class, view).single().setValue(169);
        assertThat(change.isEnabled()).isFalse();

        find(IntegerField.class, view).single().setValue(4);
        test(change).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains("loses its certificates and its trust after 4 hours instead of 24 hours");
        test(find(Button.class, dialog).withText("Shorten lifetime").single()).click();

        assertThat(text(view)).contains("Each is valid for at most 4 hours");
        assertThat(CertificatesView.LifetimeForm.effects(4, 168).getLast()).contains("stolen", "168 hours");
    }

    @Test
    void a_catalog_without_an_authority_shows_the_cause_and_the_fix() {
        assertThat(text(page("fabrikam", Role.OWNER)))
                .contains("This catalog has no authority", "Restore both from the same backup")
                .doesNotContain("Download bundle");
    }

    @Test
    void the_page_opens_when_no_authority_signs() {
        FakeAuthorities none = new FakeAuthorities() {
            @Override
            public List<CatalogAuthorityView> authorities(String catalog) {
                return List.of(authority(1, AuthorityStatus.REVOKED, -10, 30));
            }

            @Override
            public AuthorityView signing(String catalog) {
                throw new OperatorProblem(Problem.of(ProblemType.UNAVAILABLE, "None signs.", "req-5"));
            }
        };

        assertThat(text(page(none, "contoso", Role.OWNER, FakeOperatorApi.owner())))
                .contains("No authority signs, so devices get no certificates", "Former authorities");
    }

    @Test
    void replacing_a_signing_key_shows_the_devices_first() {
        CertificatesView view = page(api, "contoso", Role.OWNER, FakeOperatorApi.installationAndCatalogOwner());

        confirm(
                view,
                "Replace image key…",
                "Replace key",
                "3 groups",
                "188 devices download",
                "164 devices use",
                "24 devices still use an earlier key",
                "7 offline",
                "2 blocked",
                "within 15 min");
        confirm(
                view,
                "Replace key for sets…",
                "Begin replacement",
                "412 devices download",
                "9 devices need a keystore");
        assertThat(text(view)).contains("Old: signs all sets until you finish", "New: signs all sets too");
        test(find(Button.class, view).withText("Finish…").single()).click();
        ActionDialog finish = find(ActionDialog.class).single();
        assertThat(text(finish)).contains("9 devices without the new key get no more updates.");
        find(TextField.class, finish)
                .withCaption("Devices to leave behind")
                .single()
                .setValue("9");
        test(find(Button.class, finish).withText("Finish replacement").single()).click();

        assertThat(api.commands())
                .containsExactly("replace image key of contoso", "begin set key", "finish set key, leave 9");
    }

    private void confirm(CertificatesView view, String open, String verb, String... effects) {
        test(find(Button.class, view).withText(open).single()).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains(effects);
        test(find(Button.class, dialog).withText(verb).single()).click();
    }

    @Test
    void an_external_root_is_removed_after_a_preview_and_a_request_is_withdrawn() {
        CertificatesView view = page(api, "contoso", Role.OWNER, FakeOperatorApi.installationAndCatalogOwner());

        test(find(Button.class, view).withText("Remove…").single()).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains("2 catalogs with 453 devices", "fabrikam", "Only the owner can revoke them");
        Button remove = find(Button.class, dialog).withText("Remove root").single();
        find(TextArea.class, dialog).withCaption("Reason").single().setValue("They changed it");
        assertThat(remove.isEnabled()).isFalse();
        find(TextField.class, dialog).withCaption("Number of catalogs").single().setValue("2");
        test(remove).click();

        test(find(Button.class, view).withText("Withdraw…").single()).click();
        ActionDialog withdrawal = find(ActionDialog.class).single();
        find(TextArea.class, withdrawal).withCaption("Reason").single().setValue("Nobody answers");
        test(find(Button.class, withdrawal).withText("Withdraw request").single())
                .click();

        assertThat(api.commands()).containsExactly("remove 1: They changed it", "remove 2: Nobody answers");
    }

    @Test
    void only_installation_owners_see_external_roots() {
        assertThat(text(page("contoso", Role.OWNER))).doesNotContain("External roots");
        CertificatesView view = page(api, "contoso", Role.OWNER, FakeOperatorApi.installationAndCatalogOwner());
        assertThat(text(view)).contains("External roots", "CN=Northwind Root", "No answer yet");

        test(find(Button.class, view).withText("Request certificate…").single()).click();
        test(find(Button.class, find(ActionDialog.class).single())
                        .withText("Create request")
                        .single())
                .click();
        test(find(Button.class, view).withText("Add certificate…").single()).click();
        ExternalRootsPanel.ExternalRootDialog dialog =
                find(ExternalRootsPanel.ExternalRootDialog.class).single();
        Button add = find(Button.class, dialog).withText("Add certificate").single();
        assertThat(add.isEnabled()).isFalse();
        find(TextArea.class, dialog).all().getFirst().setValue("theirs");
        find(TextArea.class, dialog).all().getLast().setValue("root");
        test(add).click();

        assertThat(api.commands()).containsExactly("request", "take 2: theirs, root");
    }

    private CertificatesView page(String catalog, Role role) {
        return page(api, catalog, role, FakeOperatorApi.owner());
    }

    private CertificatesView page(FakeAuthorities client, String catalog, Role role, Me me) {
        CertificatesView view =
                new CertificatesView(new SignedIn(new FakeSession(me)), client, new FakeApprovalClient("olivia"));
        UI.getCurrent().add(view);
        view.show(new Visit(catalog, List.of(role), RouteParameters.empty(), QueryParameters.empty()));
        return view;
    }

    private static String text(Component view) {
        return view.getElement().getTextRecursively();
    }
}
