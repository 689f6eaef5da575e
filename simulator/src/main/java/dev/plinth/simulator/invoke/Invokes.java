package dev.plinth.simulator.invoke;

import dev.plinth.simulator.cloud.CloudException;
import dev.plinth.simulator.cloud.ProviderConfiguration;
import dev.plinth.simulator.shape.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The providers' functions, which need no resource and give the same answer in every run. */
public final class Invokes {

    private static final Map<String, Function> FUNCTIONS = Map.of(
            "aws:index/getCallerIdentity:getCallerIdentity",
                    (arguments, region) -> Map.of(
                            "accountId",
                            ProviderConfiguration.ACCOUNT,
                            "arn",
                            "arn:aws:iam::" + ProviderConfiguration.ACCOUNT + ":user/simulator",
                            "id",
                            ProviderConfiguration.ACCOUNT,
                            "userId",
                            "AIDASIMULATOREXAMPLE"),
            "aws:index/getRegion:getRegion",
                    (arguments, region) -> Map.of(
                            "name",
                            region,
                            "id",
                            region,
                            "description",
                            region,
                            "endpoint",
                            "ec2." + region + ".amazonaws.com"),
            "aws:index/getPartition:getPartition",
                    (arguments, region) -> Map.of(
                            "partition", "aws",
                            "id", "aws",
                            "dnsSuffix", "amazonaws.com",
                            "reverseDnsPrefix", "com.amazonaws"),
            "aws:index/getAvailabilityZones:getAvailabilityZones",
                    (arguments, region) -> Map.of(
                            "id", region,
                            "names",
                                    Stream.of("a", "b", "c")
                                            .map(zone -> region + zone)
                                            .toList(),
                            "zoneIds", List.of("az1", "az2", "az3"),
                            "groupNames", List.of(region)));

    private Invokes() {}

    /** A provider's function. */
    @FunctionalInterface
    interface Function {
        /** The answer to the arguments in a region. */
        Map<String, Object> call(Map<String, Object> arguments, String region);
    }

    /**
     * Calls a function.
     *
     * @param token its token, such as {@code aws:index/getRegion:getRegion}
     * @param arguments its arguments by name
     * @param region the region of the provider that is asked
     * @return its results by name
     * @throws CloudException when there is no such function, or it refuses
     */
    public static Map<String, Object> call(String token, Map<String, Object> arguments, String region) {
        Function function = FUNCTIONS.get(token);
        if (function == null) {
            throw new CloudException(
                    "UnknownFunction",
                    "the simulator has no function '" + token + "'" + Suggestion.of(token, FUNCTIONS.keySet()));
        }
        return function.call(arguments, region);
    }
}
