package dev.holdfast.ui.member;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.data.provider.CallbackDataProvider.FetchCallback;
import com.vaadin.flow.data.provider.Query;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.client.Problems;
import jakarta.ws.rs.ProcessingException;
import java.util.List;
import java.util.stream.Stream;

/** Finds somebody whom the identity provider knows, while one types. */
final class PersonField extends ComboBox<PersonView> {
    private static final int LEAST = 2;
    private static final String HELP = "Two letters or more of a name, a user name or an e-mail address";

    private final transient AccessClient.Access access;

    PersonField(AccessClient.Access access) {
        super("Person");
        this.access = access;
        setItems((FetchCallback<PersonView, String>) this::fetch);
        setItemLabelGenerator(PersonField::label);
        setHelperText(HELP);
        setPlaceholder("Search");
        setClearButtonVisible(true);
        setRequiredIndicatorVisible(true);
        setWidthFull();
    }

    /** Two people may have one name; nobody shares a user name. An address that nobody verified may be anybody's. */
    static String label(PersonView person) {
        String account = person.name().equals(person.userName()) ? "" : " · " + person.userName();
        String address = person.email() == null ? "" : " · " + person.email();
        return person.name()
                + account
                + address
                + (address.isEmpty() || person.emailVerified() ? "" : " (not verified)");
    }

    Stream<PersonView> fetch(Query<PersonView, String> query) {
        String text = query.getFilter().orElse("").strip();
        // They come all at once, whatever page is asked for.
        int from = query.getOffset();
        int most = query.getLimit();
        return from > 0 || text.length() < LEAST
                ? Stream.empty()
                : found(text).stream().limit(most);
    }

    private List<PersonView> found(String text) {
        try {
            setHelperText(HELP);
            return access.people(text);
        } catch (OperatorProblem | ProcessingException refused) {
            // Half a name may be what the API does not take; whoever goes on typing need not be stopped.
            Problem problem = Problems.of(refused);
            setHelperText(problem.detail() == null ? problem.title() : problem.detail());
            return List.of();
        }
    }
}
