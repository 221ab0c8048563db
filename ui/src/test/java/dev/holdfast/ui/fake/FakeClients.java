package dev.holdfast.ui.fake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.OperatorProblem;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Answers HTTP requests with fakes of the REST clients. The JAX-RS annotations of a client select the method for a request. */
final class FakeClients {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    /** Query parameters of a {@link ListRequest}. */
    private static final Set<String> PAGE = Set.of("filter", "sort", "cursor", "limit");

    /**
     * Orders the operations that match a request, best last: more literal characters in the path, then a declared media type, then a result
     * with headers.
     */
    private static final Comparator<Operation> BEST = Comparator.comparingInt(Operation::literals)
            .thenComparing(operation -> operation.consumes() != null)
            .thenComparing(operation -> operation.last().getReturnType() == RestResponse.class);

    private final List<Operation> operations = new ArrayList<>();
    private final Set<Class<?>> clients = new HashSet<>();
    private final ObjectMapper json;

    /** {@code fakes} implement all clients. If several implement an operation, the first one answers. */
    FakeClients(ObjectMapper json, Object... fakes) {
        this.json = json;
        for (Object fake : fakes) {
            for (Class<?> client : fake.getClass().getInterfaces()) {
                clients.add(client);
                collect(fake, client, path(client), List.of());
            }
        }
    }

    /** A request with decoded path and query. */
    record Request(String verb, String path, Map<String, String> query, Headers headers, InputStream body) {}

    Set<Class<?>> clients() {
        return clients;
    }

    /**
     * Adds the operations of a client. A method with {@code @Path} and without an HTTP method returns a sub-resource, whose operations are
     * added too.
     *
     * @param base path of {@code type}
     * @param before methods that return the sub-resource, empty for the client itself
     */
    private void collect(Object fake, Class<?> type, String base, List<Method> before) {
        for (Method method : type.getMethods()) {
            String path = base + "/" + path(method);
            List<Method> calls =
                    Stream.concat(before.stream(), Stream.of(method)).toList();
            Optional<String> verb = Arrays.stream(method.getAnnotations())
                    .map(Annotation::annotationType)
                    .map(annotation -> annotation.getAnnotation(HttpMethod.class))
                    .filter(annotation -> annotation != null)
                    .map(HttpMethod::value)
                    .findFirst();
            if (verb.isPresent()) {
                operations.add(Operation.of(fake, calls, verb.get(), path));
            } else if (method.isAnnotationPresent(Path.class)) {
                collect(fake, method.getReturnType(), path, calls);
            }
        }
    }

    private static String path(AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }

    /**
     * Returns the result of the method for a request.
     *
     * @throws OperatorProblem if there is no such method, or the method refuses the request
     */
    @Nullable
    Object answer(Request request) throws IOException {
        Operation operation = operations.stream()
                .filter(one -> one.matches(request))
                .max(BEST)
                .orElseThrow(FakeClients::missing);
        Object target = operation.fake();
        for (Method call : operation.calls()) {
            target = call(Objects.requireNonNull(target), call, operation.variables(request.path()), request);
        }
        return target;
    }

    private @Nullable Object call(Object fake, Method method, Map<String, String> variables, Request request)
            throws IOException {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            arguments.add(argument(parameter, method, variables, request));
        }
        try {
            method.setAccessible(true);
            return method.invoke(fake, arguments.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof NoSuchElementException) {
                throw missing();
            }
            throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object argument(
            Parameter parameter, Method method, Map<String, String> variables, Request request) throws IOException {
        Map<String, String> query = request.query();
        if (parameter.isAnnotationPresent(BeanParam.class)) {
            // Reads the whole list. FakeCrowd can add rows, so FakePages cuts the requested page afterwards.
            boolean whole = method.getReturnType() == RestResponse.class;
            return new ListRequest(
                    query.get("filter"),
                    query.get("sort"),
                    whole ? null : query.get("cursor"),
                    whole ? LinkedPages.LONGEST : Integer.parseInt(query.getOrDefault("limit", "50")));
        }
        HeaderParam header = parameter.getAnnotation(HeaderParam.class);
        if (header != null) {
            return request.headers().getFirst(header.value());
        }
        Optional<String> named = queryName(parameter);
        if (named.isPresent()) {
            return value(query.get(named.get()), parameter.getType());
        }
        String variable = variables.get(parameter.getName());
        if (variable != null) {
            return value(variable, parameter.getType());
        }
        byte[] body = request.body().readAllBytes();
        if (parameter.getType() == File.class) {
            File file = File.createTempFile("holdfast-body", "");
            file.deleteOnExit();
            Files.write(file.toPath(), body);
            return file;
        }
        return parameter.getType() == byte[].class
                ? body
                : parameter.getType() == String.class
                        ? new String(body, StandardCharsets.UTF_8)
                        : json.readValue(body, json.constructType(parameter.getParameterizedType()));
    }

    private static Optional<String> queryName(Parameter parameter) {
        QueryParam named = parameter.getAnnotation(QueryParam.class);
        return named != null
                ? Optional.of(named.value())
                : Optional.ofNullable(parameter.getAnnotation(RestQuery.class)).map(query -> parameter.getName());
    }

    /** Converts a text to a parameter's type. A missing text is null, or false or 0 for a primitive type. */
    private @Nullable Object value(@Nullable String text, Class<?> type) {
        return text == null && type.isPrimitive()
                ? (type == boolean.class ? (Object) false : (Object) 0)
                : json.convertValue(text, type);
    }

    /** Returns the problem for a missing resource. */
    static OperatorProblem missing() {
        return new OperatorProblem(Problem.of(
                ProblemType.NOT_FOUND,
                "This does not exist in the catalog, or it was removed. Go back to the list.",
                "req-19c0de"));
    }

    /**
     * An operation.
     *
     * @param calls the methods to call in turn, each on the result of the previous one
     * @param fake the object to call the first method on
     * @param verb HTTP method
     * @param path matches the decoded path. Each variable is a group.
     * @param names names of the path variables, in the order of the groups
     * @param literals number of characters in the path outside of variables
     * @param consumes media type of the body; null for any
     * @param queries the names of all query parameters
     */
    private record Operation(
            Object fake,
            List<Method> calls,
            String verb,
            Pattern path,
            List<String> names,
            int literals,
            @Nullable String consumes,
            Set<String> queries) {
        static Operation of(Object fake, List<Method> calls, String verb, String template) {
            String path = ("/" + template).replaceAll("/+", "/").replaceAll("/$", "");
            Consumes consumes = calls.getLast().getAnnotation(Consumes.class);
            return new Operation(
                    fake,
                    calls,
                    verb,
                    Pattern.compile(VARIABLE.matcher(path.replace(".", "\\.")).replaceAll("([^/]+)")),
                    VARIABLE.matcher(path)
                            .results()
                            .map(variable -> variable.group(1))
                            .toList(),
                    VARIABLE.matcher(path).replaceAll("").length(),
                    consumes == null ? null : consumes.value()[0],
                    Arrays.stream(calls.getLast().getParameters())
                            .flatMap(parameter -> parameter.isAnnotationPresent(BeanParam.class)
                                    ? PAGE.stream()
                                    : queryName(parameter).stream())
                            .collect(Collectors.toSet()));
        }

        Method last() {
            return calls.getLast();
        }

        boolean matches(Request request) {
            String type = request.headers().getFirst(HttpHeaders.CONTENT_TYPE);
            return verb.equals(request.verb())
                    && (consumes == null || (type != null && type.startsWith(consumes)))
                    && queries.containsAll(request.query().keySet())
                    && path.matcher(request.path()).matches();
        }

        Map<String, String> variables(String of) {
            Matcher matcher = path.matcher(of);
            Map<String, String> found = new HashMap<>();
            for (int index = 0; matcher.matches() && index < names.size(); index++) {
                found.put(names.get(index), matcher.group(index + 1));
            }
            return found;
        }
    }
}
