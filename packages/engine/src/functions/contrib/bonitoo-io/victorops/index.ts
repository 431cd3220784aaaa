import { definePackage } from "../../../../registry.ts";
import { endpoint, posting } from "../../../support/notifications.ts";

export default definePackage("contrib/bonitoo-io/victorops", {
    alert: posting(`url, messageType, entityID="", entityDisplayName="", stateMessage="", timestamp=now(), monitoringTool="InfluxDB"`, {
        url: "url",
        body: `{
                message_type: messageType,
                entity_id: entityID,
                entity_display_name: entityDisplayName,
                state_message: stateMessage,
                state_start_time: int(v: timestamp) / 1000000000,
                monitoring_tool: monitoringTool,
            }`,
    }),
    endpoint: endpoint(
        `url, monitoringTool="InfluxDB"`,
        `alert(
                        url: url,
                        monitoringTool: monitoringTool,
                        messageType: notice.messageType,
                        entityID: notice.entityID,
                        entityDisplayName: notice.entityDisplayName,
                        stateMessage: notice.stateMessage,
                        timestamp: notice.timestamp,
                    )`,
    ),
});
