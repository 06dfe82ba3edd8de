package org.wsol.cli.command;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.exchange.GradientExchange;
import org.wsol.engine.exchange.TcpExchange;
import picocli.CommandLine;

/**
 * The workers of one training, in the form used by engines: {@code RANK@HOST:PORT,HOST:PORT}.
 *
 * @param rank the rank of this process
 * @param addresses the addresses they listen on
 */
record WorkerAddresses(int rank, List<InetSocketAddress> addresses) {
    /** Longer than the maximum time that the first worker waits for the run's lock. */
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    /** The variable with the token of the attempt. */
    private static final String TOKEN = "WSOL_EXCHANGE_TOKEN";

    /** Copies the list. */
    WorkerAddresses {
        addresses = List.copyOf(addresses);
    }

    /** Parses the text written by an engine. */
    static final class Converter implements CommandLine.ITypeConverter<WorkerAddresses> {
        @Override
        public WorkerAddresses convert(String text) {
            int at = text.indexOf('@');
            return new WorkerAddresses(
                    Integer.parseInt(text.substring(0, at)),
                    Arrays.stream(text.substring(at + 1).split(",", -1))
                            .map(Converter::address)
                            .toList());
        }

        private static InetSocketAddress address(String text) {
            int colon = text.lastIndexOf(':');
            return InetSocketAddress.createUnresolved(
                    text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        }
    }

    /** Connects to the other workers. */
    GradientExchange open() {
        String token = Optional.ofNullable(System.getenv(TOKEN))
                .orElseThrow(() -> new InvalidInputException("--exchange is for engines, which set " + TOKEN));
        return TcpExchange.open(rank, addresses, token, DEADLINE);
    }
}
