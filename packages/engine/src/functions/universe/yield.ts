import { YieldNode } from "../../execution/node.ts";
import { transformation } from "../../registry.ts";

/** `yield(name: "_result")`: makes the stream a result of the script, and passes it on. */
export default transformation(["<-tables", "?name"], (args) => {
    const node = new YieldNode(args.string("name", "_result"), args.stream("tables"));
    args.context.addYield(node);
    return node;
});
