package dev.holdfast.ui.claim;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.job.DeviceJobClient;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The way from chips in a box to devices of a catalog, in three steps. Who may not take a step is told who may. */
@Route("c/:catalog/devices/add")
public class AddDevicesView extends CatalogPage {
    private final transient EndorsementClient endorsements;
    private final transient ClaimClient claims;
    private final transient ProductClient products;
    private final transient DeviceJobClient jobs;

    public AddDevicesView(
            SignedIn signedIn,
            @RestClient EndorsementClient endorsements,
            @RestClient ClaimClient claims,
            @RestClient ProductClient products,
            @RestClient DeviceJobClient jobs) {
        super(signedIn, "Add devices");
        under("Devices", Links::devices);
        this.endorsements = endorsements;
        this.claims = claims;
        this.products = products;
        this.jobs = jobs;
    }

    @Override
    protected void show(Visit visit) {
        removeAll();
        if (!visit.may(Role.CONTRIBUTOR)) {
            add(
                    new PageHeader(title()),
                    new EmptyState(
                            Icon.DEVICE,
                            "Adding devices is for contributors",
                            "Claiming devices takes the Contributor role. Ask an owner of this catalog.",
                            new Anchor(Links.devices(visit.catalog()), "Show the devices")));
            return;
        }
        boolean owner = signedIn().me().installationOwner();
        List<ProductView> ofCatalog = products.products(visit.catalog());
        List<ClaimList.Target> groups = groups(visit, ofCatalog);
        ClaimPanel claim = new ClaimPanel(
                claims,
                jobs,
                visit.catalog(),
                Stream.concat(groups.stream(), Stream.of(ClaimList.Target.NONE)).toList());
        Panel claiming = new Panel("Claim the devices");
        if (groups.isEmpty()) {
            claiming.add(noGroup(visit, ofCatalog.isEmpty()));
        }
        claiming.add(claim);
        OrderedList steps = Styled.as(
                "hf-adding",
                new OrderedList(
                        new ListItem(new Panel("Trust the manufacturer", new ManufacturersPanel(endorsements, owner))),
                        new ListItem(new Panel(
                                "Import its endorsement list",
                                new ImportPanel(endorsements, visit.catalog(), owner, claim::offer))),
                        new ListItem(claiming)));
        add(new PageHeader(title()).say("Three steps: who made the chips, which chips they are, where they go"), steps);
    }

    private List<ClaimList.Target> groups(Visit visit, List<ProductView> ofCatalog) {
        return ofCatalog.stream()
                .flatMap(product -> products.groups(visit.catalog(), product.name()).stream())
                .map(group -> new ClaimList.Target(group.product(), group.name()))
                .toList();
    }

    private static Component noGroup(Visit visit, boolean noProduct) {
        return noProduct
                ? new Paragraph(
                        new Text("There is no product yet: devices are claimed into no group, and moved later. "),
                        new Anchor(Links.products(visit.catalog()) + "?new", "Create product"))
                : new Paragraph(
                        new Text("No product has a group: devices are claimed into none, and moved later. "),
                        new Anchor(Links.products(visit.catalog()), "Show the products"));
    }
}
