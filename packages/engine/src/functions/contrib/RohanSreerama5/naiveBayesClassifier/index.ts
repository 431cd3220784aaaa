import { definePackage } from "../../../../registry.ts";

export default definePackage("contrib/RohanSreerama5/naiveBayesClassifier", {});
