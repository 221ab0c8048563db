package dev.holdfast.ui.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.claim.ClaimResult;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.fake.FakeClaims;
import dev.holdfast.ui.fake.FakeDeviceJobs;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeOwnership;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Visit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The page that adds devices, without a browser. */
class AddDevicesPageTest extends BrowserlessTest {
    private final FakeOwnership ownership = new FakeOwnership();
    private final FakeDeviceJobs jobs = new FakeDeviceJobs();

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void a_reader_finds_nothing_to_press_and_is_told_whom_to_ask() {
        AddDevicesView view = page(FakeOperatorApi.reader(), Role.READER, true);

        assertThat(text(view)).contains("takes the Contributor role", "Ask an owner of this catalog");
        assertThat(find(Button.class, view).all()).isEmpty();
        assertThat(find(Upload.class, view).all()).isEmpty();
    }

    @Test
    void an_owner_of_the_catalog_claims_but_does_not_import() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.OWNER, true);

        assertThat(text(view)).contains("Importing a list takes an owner of the installation");
        assertThat(find(Upload.class, find(ImportPanel.class, view).single()).all())
                .isEmpty();
        assertThat(claimButton(view).isEnabled()).isFalse();
    }

    @Test
    void without_a_product_the_page_leads_to_one() {
        AddDevicesView view = page(FakeOperatorApi.installationOwner(), Role.OWNER, false);

        assertThat(text(view)).contains("There is no product yet", "Create product");
        find(ImportPanel.class, view).single().importList("list.jws", FakeClaims.list(FakeClaims.chips(2)));
        test(button(view, "Claim these 2 chips")).click();
        assertThat(text(view)).contains("2 devices to no group yet");
        test(claimButton(view)).click();
        assertThat(text(view)).contains("2 devices claimed.");
    }

    @Test
    @SuppressWarnings("unchecked")
    void devices_are_claimed_into_no_group_yet_where_there_are_groups() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.CONTRIBUTOR, true);
        find(ClaimPanel.class, view).single().offer(FakeClaims.chips(2));
        Select<String> product = find(
                        Select.class,
                        find(ClaimPanel.ClaimTarget.class, view).all().getFirst())
                .withCaption("Product")
                .single();
        Select<String> group = find(
                        Select.class,
                        find(ClaimPanel.ClaimTarget.class, view).all().getFirst())
                .withCaption("Device group")
                .single();

        product.setValue(NoGroup.NAME);

        assertThat(product.getItemLabelGenerator().apply(NoGroup.NAME)).isEqualTo("No group yet");
        assertThat(product.getHelperText()).contains("no application until they are moved into a group");
        assertThat(group.isVisible()).isFalse();
        assertThat(text(view)).contains("2 devices to no group yet");
        test(claimButton(view)).click();
        assertThat(text(view)).contains("2 devices claimed.");
        product.setValue("Kettle");
        assertThat(group.isVisible()).isTrue();
    }

    @Test
    void where_every_group_was_deleted_the_page_leads_to_the_products() {
        AddDevicesView view =
                page(FakeOperatorApi.owner(), Role.OWNER, new FakeProducts(new FakeFleet().products(), List.of()));

        assertThat(text(view))
                .contains("No product has a group", "Show the products")
                .doesNotContain("There is no product yet");
    }

    @Test
    void the_chips_of_an_imported_list_can_be_claimed_at_once() {
        AddDevicesView view = page(FakeOperatorApi.installationOwner(), Role.OWNER, true);
        List<DeviceId> chips = FakeClaims.chips(3);

        find(ImportPanel.class, view).single().importList("list.jws", FakeClaims.list(chips) + "\n");

        assertThat(text(view)).contains("1 chip of contoso-silicon endorsed, 2 chips known already.");
        test(button(view, "Claim these 3 chips")).click();
        assertThat(find(TextArea.class, find(ClaimPanel.class, view).single())
                        .single()
                        .getValue())
                .isEqualTo(chips.stream().map(DeviceId::text).collect(Collectors.joining("\n")));
        assertThat(text(view)).contains("3 devices to Toaster / ");
        test(claimButton(view)).click();
        assertThat(text(view)).contains("3 devices claimed.", "Show the devices");
        assertThat(claimButton(view).isEnabled()).isFalse();
    }

    @Test
    void chips_that_were_made_for_another_catalog_are_not_offered_here() {
        AddDevicesView view = page(FakeOperatorApi.installationOwner(), Role.OWNER, true);

        find(ImportPanel.class, view).single().importList("list.jws", FakeClaims.list(FakeClaims.chips(3), "fabrikam"));
        assertThat(text(view))
                .contains("The manufacturer made them for the catalog fabrikam: no other can claim them.")
                .doesNotContain("Claim these");

        find(ImportPanel.class, view).single().importList("list.jws", FakeClaims.list(FakeClaims.chips(3), "Contoso"));
        assertThat(text(view)).contains("Claim these 3 chips");
    }

    @Test
    void a_list_that_the_api_refuses_says_why_where_it_was_given() {
        AddDevicesView view = page(FakeOperatorApi.installationOwner(), Role.OWNER, true);

        find(ImportPanel.class, view).single().importList("list.jws", "nonsense");

        assertThat(text(view))
                .contains(
                        "list.jws was not imported",
                        "a manufacturer that this installation does not trust",
                        "req-51ab");
    }

    @Test
    void refused_devices_are_listed_by_line_with_the_reason_of_the_api() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.CONTRIBUTOR, true);

        find(ClaimPanel.class, view).single().offer(FakeClaims.chips(4));
        test(claimButton(view)).click();

        assertThat(text(view))
                .contains("3 devices claimed, 1 device refused.", ClaimResult.Code.NOT_FOUND.reason())
                .contains("Line", FakeClaims.chips(4).get(3).text().substring(0, 24));
    }

    @Test
    void a_file_is_sent_as_it_is_and_its_lines_to_correct_are_the_apis() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.CONTRIBUTOR, true);

        claimFile(view, "new.csv", FakeClaims.chips(1).getFirst() + ",Toaster,Production\nx,y\n");

        assertThat(text(view))
                .contains("The claim was not taken.", "1 line to correct", "3Needs three values.", "req-c5f2");
        assertThat(button(view, "Claim the devices of the file").isVisible()).isTrue();
    }

    @Test
    void a_file_without_the_header_says_what_the_first_line_must_be() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.CONTRIBUTOR, true);
        chooseFile(view);
        ClaimPanel.ClaimFile file = find(ClaimPanel.ClaimFile.class, view).single();

        file.take("new.csv", "a;b\n".getBytes(StandardCharsets.UTF_8));
        test(button(view, "Claim the devices of the file")).click();

        assertThat(text(view)).contains("The first line must be " + ClaimClient.HEADER);
    }

    @Test
    void devices_of_a_file_are_refused_by_line_and_a_column_of_proofs_claims_them() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.CONTRIBUTOR, true);
        String chip = "cafe" + "0".repeat(124);

        claimFile(
                view,
                "new.csv",
                FakeClaims.chips(1).getFirst() + ",Toaster,Production\n" + chip + ",Kettle,Field Test\n");
        assertThat(text(view))
                .contains("1 device claimed, 1 device refused.", "Put what they sign over a claim challenge into")
                .contains("Line", "3" + chip.substring(0, 24));

        claimFile(view, "proved.csv", chip + ",Kettle,Field Test,AAEC\n");
        assertThat(text(view)).contains("1 device claimed.");
        assertThat(find(Button.class, view)
                        .withText("Claim the devices of the file")
                        .all())
                .isEmpty();
    }

    @Test
    void few_devices_of_a_file_that_need_a_proof_can_be_proved_on_the_page() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.CONTRIBUTOR, true);
        String chip = "cafe" + "0".repeat(124);
        claimFile(view, "new.csv", chip + ",Kettle,Field Test\n");

        test(button(view, "Prove them here")).click();

        assertThat(find(TextArea.class, find(ClaimIds.class, view).single())
                        .single()
                        .getValue())
                .isEqualTo(chip);
    }

    @Test
    void of_thousands_of_refused_lines_the_page_has_the_first_hundred_and_a_file_has_all() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.CONTRIBUTOR, true);

        claimFile(
                view,
                "new.csv",
                FakeClaims.chips(20_000).stream()
                        .map(chip -> chip + ",Toaster,Production\n")
                        .collect(Collectors.joining()));

        assertThat(text(view))
                .contains("15,000 devices claimed, 5,000 devices refused.", "and 4,900 more")
                .contains("Download all 5,000 lines")
                .hasSizeLessThan(20_000);
    }

    @Test
    void devices_that_no_list_gives_to_the_catalog_are_claimed_by_what_they_sign_over_a_challenge() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.OWNER, true);
        find(ClaimPanel.class, view).single().offer(List.of(DeviceId.parse("cafe" + "0".repeat(124))));
        test(claimButton(view)).click();
        assertThat(text(view)).contains("1 device refused", "Whoever has them at hand can prove it");

        ClaimIds.ProofPanel proof = find(ClaimIds.ProofPanel.class, view).single();
        Button claim = button(proof, "Claim with proofs");
        assertThat(claim.isEnabled()).isFalse();
        test(button(proof, "Get challenges")).click();
        assertThat(text(proof)).contains("sim prove --chip DIR --challenge 5a5a5a");
        find(TextArea.class, proof).single().setValue("not base64!");
        assertThat(claim.isEnabled()).isFalse();
        find(TextArea.class, proof).single().setValue("AAEC\n");
        test(claim).click();

        assertThat(text(view)).contains("1 device claimed.");
    }

    @Test
    void a_manufacturer_is_revoked_after_a_preview_and_with_a_reason() {
        AddDevicesView view = page(FakeOperatorApi.installationOwner(), Role.OWNER, true);
        assertThat(text(view))
                .contains("1,250 chips; 412 devices in 2 catalogs", "Its signing key was on a stolen laptop");

        test(button(view, "Revoke…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains("Contoso Appliances: 400 devices, 381 trusted now", "within 24 hours");
        find(TextArea.class, dialog).withCaption("Why").single().setValue("The key leaked");
        test(button(dialog, "Revoke")).click();

        assertThat(ownership.acts()).containsExactly("revoke " + FakeClaims.MANUFACTURER + ": The key leaked");
    }

    @Test
    void a_stolen_chip_is_revoked_alone_after_a_preview_and_the_answer_says_what_it_did() {
        AddDevicesView view = page(FakeOperatorApi.installationOwner(), Role.OWNER, true);
        ManufacturersPanel.ChipsPanel panel =
                find(ManufacturersPanel.ChipsPanel.class, view).single();
        assertThat(button(panel, "Revoke chips…").isEnabled()).isFalse();
        find(TextArea.class, panel).single().setValue("abc");
        assertThat(find(TextArea.class, panel).single().getErrorMessage()).startsWith("Line 1: ");

        find(TextArea.class, panel)
                .single()
                .setValue(FakeClaims.chips(2).stream().map(DeviceId::text).collect(Collectors.joining("\n")));
        test(button(panel, "Revoke chips…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains("Contoso Appliances: 400 devices, 381 trusted now");
        find(TextArea.class, dialog).withCaption("Why").single().setValue("Stolen from the van");
        test(button(dialog, "Revoke")).click();

        assertThat(ownership.acts()).containsExactly("revoke 2 chips: Stolen from the van");
        assertThat(text(panel))
                .contains("1 chip revoked, of 1 device that catalogs have. 1 chip is unknown or revoked already.");
    }

    @Test
    void the_devices_of_a_large_file_are_claimed_by_a_job() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.OWNER, true);
        chooseSource(view, 2);
        ClaimPanel.ClaimByJob panel = find(ClaimPanel.ClaimByJob.class, view).single();
        Button begin = button(panel, "Begin the job");
        assertThat(begin.isEnabled()).isFalse();

        panel.take("chips.txt", (lines(3) + "\nnonsense").getBytes(StandardCharsets.UTF_8));
        assertThat(text(panel)).contains("1 line to correct before anything is claimed");
        assertThat(begin.isEnabled()).isFalse();

        panel.take("chips.txt", lines(30_000).getBytes(StandardCharsets.UTF_8));
        assertThat(text(panel)).contains("chips.txt: 30,000 devices");
        test(begin).click();

        assertThat(jobs.acts()).singleElement().asString().startsWith("claim 30000 into Toaster / ");
    }

    private static String lines(int devices) {
        return IntStream.range(0, devices).mapToObj("%0128x"::formatted).collect(Collectors.joining("\n"));
    }

    private AddDevicesView page(Me me, Role role, boolean withProducts) {
        FakeFleet fleet = new FakeFleet();
        return page(
                me,
                role,
                new FakeProducts(
                        withProducts ? fleet.products() : List.of(),
                        fleet.products().stream()
                                .flatMap(product -> fleet.groups(product.name()).stream())
                                .toList()));
    }

    private AddDevicesView page(Me me, Role role, ProductClient products) {
        AddDevicesView view =
                new AddDevicesView(new SignedIn(new FakeSession(me)), ownership, FakeClaims.client(), products, jobs);
        UI.getCurrent().add(view);
        view.show(new Visit("contoso", List.of(role), RouteParameters.empty(), QueryParameters.empty()));
        return view;
    }

    private void claimFile(AddDevicesView view, String name, String lines) {
        chooseFile(view);
        find(ClaimPanel.ClaimFile.class, view)
                .single()
                .take(name, (ClaimClient.HEADER + "\n" + lines).getBytes(StandardCharsets.UTF_8));
        test(button(view, "Claim the devices of the file")).click();
    }

    private void chooseFile(AddDevicesView view) {
        chooseSource(view, 1);
    }

    @SuppressWarnings("unchecked")
    private void chooseSource(AddDevicesView view, int which) {
        RadioButtonGroup<Object> source = find(RadioButtonGroup.class, view).single();
        source.setValue(source.getListDataView().getItem(which));
    }

    private Button claimButton(AddDevicesView view) {
        return find(Button.class, find(ClaimIds.class, view).single()).all().stream()
                .filter(button -> button.getText().startsWith("Claim "))
                .findFirst()
                .orElseThrow();
    }

    private Button button(Component view, String text) {
        return find(Button.class, view).withText(text).single();
    }

    private static String text(Component view) {
        return view.getElement().getTextRecursively();
    }

    private record FakeProducts(List<ProductView> products, List<DeviceGroupView> groups) implements ProductClient {
        @Override
        public List<ProductView> products(String catalog) {
            return products;
        }

        @Override
        public ProductView create(String catalog, NewProduct product) {
            throw new AssertionError("adding devices creates no product");
        }

        @Override
        public List<DeviceGroupView> groups(String catalog, String product) {
            return groups.stream()
                    .filter(group -> group.product().equals(product))
                    .toList();
        }
    }
}
