package dev.holdfast.ui.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.PollEvent;
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

/** The page that imports endorsement lists and claims devices, without a browser. */
class AddDevicesPageTest extends BrowserlessTest {
    private final FakeOwnership ownership = new FakeOwnership();
    private final FakeDeviceJobs jobs = new FakeDeviceJobs();

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void a_reader_has_no_actions_and_sees_whom_to_ask() {
        AddDevicesView view = page(FakeOperatorApi.reader(), Role.READER, true);

        assertThat(text(view)).contains("You need the role Contributor", "Ask an owner of this catalog");
        assertThat(find(Button.class, view).all()).isEmpty();
        assertThat(find(Upload.class, view).all()).isEmpty();
    }

    @Test
    void a_catalog_owner_claims_but_does_not_import() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.OWNER, true);

        assertThat(text(view)).contains("Only installation owners import lists");
        assertThat(find(Upload.class, find(ImportPanel.class, view).single()).all())
                .isEmpty();
        assertThat(claimButton(view).isEnabled()).isFalse();
    }

    @Test
    void without_a_product_the_page_links_to_create_one() {
        AddDevicesView view = page(FakeOperatorApi.installationOwner(), Role.OWNER, false);

        assertThat(text(view)).contains("There is no product yet", "Create product");
        find(ImportPanel.class, view).single().importList("list.jws", FakeClaims.list(FakeClaims.chips(2)));
        test(button(view, "Claim these 2 chips")).click();
        assertThat(text(view)).contains("2 devices without a group");
        test(claimButton(view)).click();
        assertThat(text(view)).contains("2 devices claimed.");
    }

    @Test
    @SuppressWarnings("unchecked")
    void devices_can_be_claimed_without_a_group() {
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
        assertThat(product.getHelperText()).contains("no applications until you move them into a group");
        assertThat(group.isVisible()).isFalse();
        assertThat(text(view)).contains("2 devices without a group");
        test(claimButton(view)).click();
        assertThat(text(view)).contains("2 devices claimed.");
        product.setValue("Kettle");
        assertThat(group.isVisible()).isTrue();
    }

    @Test
    void without_a_group_the_page_links_to_the_products() {
        AddDevicesView view =
                page(FakeOperatorApi.owner(), Role.OWNER, new FakeProducts(new FakeFleet().products(), List.of()));

        assertThat(text(view))
                .contains("No product has a device group", "Show products")
                .doesNotContain("There is no product yet");
    }

    @Test
    void the_chips_of_an_imported_list_can_be_claimed_immediately() {
        AddDevicesView view = page(FakeOperatorApi.installationOwner(), Role.OWNER, true);
        List<DeviceId> chips = FakeClaims.chips(3);

        find(ImportPanel.class, view).single().importList("list.jws", FakeClaims.list(chips) + "\n");

        assertThat(text(view)).contains("1 chip of contoso-silicon endorsed. 2 chips were already known.");
        test(button(view, "Claim these 3 chips")).click();
        assertThat(find(TextArea.class, find(ClaimPanel.class, view).single())
                        .single()
                        .getValue())
                .isEqualTo(chips.stream().map(DeviceId::text).collect(Collectors.joining("\n")));
        assertThat(text(view)).contains("3 devices to Toaster / ");
        test(claimButton(view)).click();
        assertThat(text(view)).contains("3 devices claimed.", "Show devices");
        assertThat(claimButton(view).isEnabled()).isFalse();
    }

    @Test
    void chips_reserved_for_another_catalog_are_not_offered() {
        AddDevicesView view = page(FakeOperatorApi.installationOwner(), Role.OWNER, true);

        find(ImportPanel.class, view).single().importList("list.jws", FakeClaims.list(FakeClaims.chips(3), "fabrikam"));
        assertThat(text(view))
                .contains("These chips are reserved for the catalog fabrikam. No other catalog can claim them.")
                .doesNotContain("Claim these");

        find(ImportPanel.class, view).single().importList("list.jws", FakeClaims.list(FakeClaims.chips(3), "Contoso"));
        assertThat(text(view)).contains("Claim these 3 chips");
    }

    @Test
    void a_refused_list_shows_the_reason_beside_the_upload() {
        AddDevicesView view = page(FakeOperatorApi.installationOwner(), Role.OWNER, true);

        find(ImportPanel.class, view).single().importList("list.jws", "nonsense");

        assertThat(text(view))
                .contains(
                        "list.jws was not imported",
                        "a manufacturer that this installation does not trust",
                        "req-51ab");
    }

    @Test
    void refused_devices_are_listed_by_line_with_the_reason() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.CONTRIBUTOR, true);

        find(ClaimPanel.class, view).single().offer(FakeClaims.chips(4));
        test(claimButton(view)).click();

        assertThat(text(view))
                .contains("3 devices claimed, 1 device refused.", ClaimResult.Code.NOT_FOUND.reason())
                .contains("Line", FakeClaims.chips(4).get(3).text().substring(0, 24));
    }

    @Test
    void the_api_parses_a_csv_file_and_its_line_errors_are_shown() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.CONTRIBUTOR, true);

        claimFile(view, "new.csv", FakeClaims.chips(1).getFirst() + ",Toaster,Production\nx,y\n");

        assertThat(text(view))
                .contains("Nothing was claimed.", "1 line to correct", "3Needs three values.", "req-c5f2");
        assertThat(button(view, "Claim devices in file").isVisible()).isTrue();
    }

    @Test
    void a_file_without_the_header_shows_the_required_first_line() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.CONTRIBUTOR, true);
        chooseFile(view);
        ClaimPanel.ClaimFile file = find(ClaimPanel.ClaimFile.class, view).single();

        file.take("new.csv", "a;b\n".getBytes(StandardCharsets.UTF_8));
        test(button(view, "Claim devices in file")).click();

        assertThat(text(view)).contains("The first line must be " + ClaimClient.HEADER);
    }

    @Test
    void refused_devices_of_a_file_are_claimed_with_a_column_of_proofs() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.CONTRIBUTOR, true);
        String chip = "cafe" + "0".repeat(124);

        claimFile(
                view,
                "new.csv",
                FakeClaims.chips(1).getFirst() + ",Toaster,Production\n" + chip + ",Kettle,Field Test\n");
        assertThat(text(view))
                .contains("1 device claimed, 1 device refused.", "Let each sign a claim challenge")
                .contains("Line", "3" + chip.substring(0, 24));

        claimFile(view, "proved.csv", chip + ",Kettle,Field Test,AAEC\n");
        assertThat(text(view)).contains("1 device claimed.");
        assertThat(find(Button.class, view).withText("Claim devices in file").all())
                .isEmpty();
    }

    @Test
    void a_refused_device_of_a_file_can_be_proved_on_the_page() {
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
    void the_page_shows_100_refused_lines_and_the_download_has_all() {
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
    void devices_on_no_endorsement_list_are_claimed_with_a_signed_challenge() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.OWNER, true);
        find(ClaimPanel.class, view).single().offer(List.of(DeviceId.parse("cafe" + "0".repeat(124))));
        test(claimButton(view)).click();
        assertThat(text(view)).contains("1 device refused", "If you have them at hand, you can prove it");

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
    void revoking_a_manufacturer_shows_a_preview_and_needs_a_reason() {
        AddDevicesView view = page(FakeOperatorApi.installationOwner(), Role.OWNER, true);
        assertThat(text(view))
                .contains("1,250 chips, 412 devices in 2 catalogs", "Its signing key was on a stolen laptop");

        test(button(view, "Revoke…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains("Contoso Appliances: 400 devices, 381 trusted now", "within 24 hours");
        find(TextArea.class, dialog).withCaption("Reason").single().setValue("The key leaked");
        test(button(dialog, "Revoke manufacturer")).click();

        assertThat(ownership.commands()).containsExactly("revoke " + FakeClaims.MANUFACTURER + ": The key leaked");
    }

    @Test
    @SuppressWarnings("unchecked")
    void a_group_that_takes_applications_is_preselected() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.CONTRIBUTOR, true);

        Select<String> group = find(
                        Select.class,
                        find(ClaimPanel.ClaimTarget.class, view).all().getFirst())
                .withCaption("Device group")
                .single();

        assertThat(new FakeFleet().groups("Toaster"))
                .filteredOn(candidate -> candidate.name().equals(group.getValue()))
                .singleElement()
                .satisfies(chosen -> assertThat(chosen.updatePolicy()).isEqualTo("UpdateAll"));
    }

    @Test
    void a_new_manufacturer_appears_without_a_reload() {
        AddDevicesView view = page(FakeOperatorApi.installationOwner(), Role.OWNER, true);
        assertThat(text(view)).doesNotContain("acme-silicon");

        ownership.trust("acme-silicon");
        ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), true));

        assertThat(text(view)).contains("acme-silicon");
    }

    @Test
    void a_single_chip_is_revoked_after_a_preview_and_the_result_is_shown() {
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
        find(TextArea.class, dialog).withCaption("Reason").single().setValue("Stolen from the van");
        test(button(dialog, "Revoke chips")).click();

        assertThat(ownership.commands()).containsExactly("revoke 2 chips: Stolen from the van");
        assertThat(text(panel))
                .contains("1 chip revoked. 1 claimed device is affected. 1 chip was unknown or already revoked.");
    }

    @Test
    void a_job_claims_the_devices_of_a_large_file() {
        AddDevicesView view = page(FakeOperatorApi.owner(), Role.OWNER, true);
        chooseSource(view, 2);
        ClaimPanel.ClaimByJob panel = find(ClaimPanel.ClaimByJob.class, view).single();
        Button start = button(panel, "Start job");
        assertThat(start.isEnabled()).isFalse();

        panel.take("chips.txt", (lines(3) + "\nnonsense").getBytes(StandardCharsets.UTF_8));
        assertThat(text(panel)).contains("1 line to correct before claiming");
        assertThat(start.isEnabled()).isFalse();

        panel.take("chips.txt", lines(30_000).getBytes(StandardCharsets.UTF_8));
        assertThat(text(panel)).contains("chips.txt: 30,000 devices");
        test(start).click();

        assertThat(jobs.commands()).singleElement().asString().startsWith("claim 30000 into Toaster / ");
    }

    /** Returns device IDs, one a line. */
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

    /** Claims the devices in a CSV file. Adds the header to {@code lines}. */
    private void claimFile(AddDevicesView view, String name, String lines) {
        chooseFile(view);
        find(ClaimPanel.ClaimFile.class, view)
                .single()
                .take(name, (ClaimClient.HEADER + "\n" + lines).getBytes(StandardCharsets.UTF_8));
        test(button(view, "Claim devices in file")).click();
    }

    private void chooseFile(AddDevicesView view) {
        chooseSource(view, 1);
    }

    /** Chooses where the device IDs come from: 0 is pasted text, 1 a CSV file, 2 a large file for a job. */
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

    /** Products and device groups of the catalog. */
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
