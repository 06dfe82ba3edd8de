package org.wsol.experiment.runfolder;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the results of a run depend on, as hex SHA-256 sums. Two runs with equal identity have equal results.
 *
 * @param config of every key that affects results, with the content of the files they name
 * @param data of the data set
 * @param code of the code that computes
 */
public record RunIdentity(String config, String data, String code) {

    /** One sum over all three. */
    public String hash() {
        return Hashes.sha256(config + "\n" + data + "\n" + code);
    }

    /** The first 8 digits of {@link #hash()}. */
    public String shortHash() {
        return hash().substring(0, 8);
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("identity", hash());
        map.put("configHash", config);
        map.put("dataHash", data);
        map.put("codeHash", code);
        return map;
    }
}
