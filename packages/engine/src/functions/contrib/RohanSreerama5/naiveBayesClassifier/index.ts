import { definePackage } from "../../../../registry.ts";
import naiveBayes from "./naiveBayes.ts";

export default definePackage("contrib/RohanSreerama5/naiveBayesClassifier", { naiveBayes });
