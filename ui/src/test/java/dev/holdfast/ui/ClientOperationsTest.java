package dev.holdfast.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.holdfast.ui.fake.FakeOperatorApi;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.junit.jupiter.api.Test;

/** Compares the REST clients with the operations of the operator API. */
class ClientOperationsTest {
    /** The operations of the operator API. The backend's tests compare this list with its OpenAPI document. */
    private static final java.nio.file.Path OPERATIONS =
            java.nio.file.Path.of("../backend/src/test/resources/expected-responses.csv");

    @Test
    void every_client_method_is_an_operation_of_the_operator_api() throws IOException {
        Set<String> operations = Files.readAllLines(OPERATIONS).stream()
                .filter(line -> line.contains(" /api/"))
                .map(line -> nameless(line.split(";", 2)[0]))
                .collect(Collectors.toSet());
        Set<String> calls = new TreeSet<>();
        List<Class<?>> clients = clients();

        clients.forEach(client -> collect(client, path(client), calls));

        assertThat(calls).hasSizeGreaterThan(100).isSubsetOf(operations);
    }

    @Test
    void every_client_has_a_fake_in_the_fake_operator_api() throws IOException {
        try (FakeOperatorApi api = new FakeOperatorApi(0)) {
            assertThat(api.clients()).isNotEmpty().hasSameElementsAs(clients());
        }
    }

    private static List<Class<?>> clients() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.holdfast.ui").stream()
                        .filter(type -> type.isAnnotatedWith(RegisterRestClient.class))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    /** Adds the calls of an interface and of the sub-resources that its methods return. */
    private static void collect(Class<?> type, String base, Set<String> calls) {
        for (Method method : type.getMethods()) {
            String path = base + "/" + path(method);
            Optional<String> verb = Arrays.stream(method.getAnnotations())
                    .map(Annotation::annotationType)
                    .filter(annotation -> annotation.isAnnotationPresent(HttpMethod.class))
                    .map(annotation ->
                            annotation.getAnnotation(HttpMethod.class).value())
                    .findFirst();
            if (verb.isPresent()) {
                // The API has an operation for each export format, so csv stands for the variable {form}.
                String call =
                        path.replace("{form}", "csv").replaceAll("/+", "/").replaceAll("/$", "");
                calls.add(nameless(verb.get() + " " + call));
            } else if (method.isAnnotationPresent(Path.class)) {
                collect(method.getReturnType(), path, calls);
            }
        }
    }

    private static String path(AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }

    /** Removes the names of path variables, because clients and API may name them differently. */
    private static String nameless(String operation) {
        return operation.replaceAll("\\{[^}]+}", "{}");
    }
}
